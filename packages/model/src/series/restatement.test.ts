import { describe, expect, it } from "vitest";
import { definitionBreaks } from "./definition-break.ts";
import { learnedOn } from "./learned.fixture.ts";
import { asKnownOn, type Learned } from "./learned.ts";
import { restatements } from "./restatement.ts";
import { restatementSentence } from "./restatement-sentence.ts";

const june = (day: number): number => Date.UTC(2024, 5, day);
const second = { version: 2, hash: "b" };
const open = { settled: false };

const writing = {
  value: (value: number | null) => String(value),
  change: (value: number) => `${value > 0 ? "+" : "\u2212"}${Math.abs(value)}`,
};

/** What was learned of March 2024, and what happened to the published value: day, cause, from, to, size, share, rows. */
const table: { name: string; learned: Learned[]; events: unknown[][] }[] = [
  { name: "a value learned once is no restatement", learned: [learnedOn(1, 3, 100)], events: [] },
  {
    name: "rows that landed late",
    learned: [learnedOn(1, 3, 100), learnedOn(2, 3, 120, { sampleSize: 12 })],
    events: [[2, "late_data", 100, 120, 20, 0.2, 2]],
  },
  {
    name: "a provisional period fills up, which is no restatement, and is settled at its last value",
    learned: [
      learnedOn(1, 3, 40, { ...open, sampleSize: 4 }),
      learnedOn(2, 3, 90, { ...open, sampleSize: 9 }),
      learnedOn(3, 3, 100),
    ],
    events: [],
  },
  {
    name: "a published value stays published when it becomes provisional again",
    learned: [learnedOn(1, 3, 100), learnedOn(2, 3, 50, { ...open, sampleSize: 5 })],
    events: [[2, "correction", 100, 50, -50, -0.5, -5]],
  },
  {
    name: "a definition of a provisional period changes before anything was published",
    learned: [learnedOn(1, 3, 100, open), learnedOn(2, 3, 200, { definition: second })],
    events: [],
  },
  {
    name: "another meaning, whatever landed beside it",
    learned: [learnedOn(1, 3, 100), learnedOn(2, 3, 250, { definition: second, sampleSize: 12 })],
    events: [[2, "definition", 100, 250, 150, 1.5, 2]],
  },
  {
    name: "a period that another calendar cuts elsewhere",
    learned: [learnedOn(1, 3, 100), learnedOn(2, 3, 130, { start: Date.UTC(2024, 1, 25), sampleSize: 13 })],
    events: [[2, "definition", 100, 130, 30, 0.3, 3]],
  },
  {
    name: "another meaning that gives the same number moves nothing",
    learned: [learnedOn(1, 3, 100), learnedOn(2, 3, 100, { definition: second })],
    events: [],
  },
  {
    name: "rows that were taken away, and rows whose content changed",
    learned: [learnedOn(1, 3, 100), learnedOn(2, 3, 80, { sampleSize: 8 }), learnedOn(3, 3, 88, { sampleSize: 8 })],
    events: [
      [2, "correction", 100, 80, -20, -0.2, -2],
      [3, "correction", 80, 88, 8, 0.1, 0],
    ],
  },
  {
    name: "rows that cancel out change nothing, and are not counted again with the next",
    learned: [learnedOn(1, 3, 100), learnedOn(2, 3, 100, { sampleSize: 12 }), learnedOn(3, 3, 90, { sampleSize: 12 })],
    events: [[3, "correction", 100, 90, -10, -0.1, 0]],
  },
  {
    name: "a sum of doubles added up in another order is the same number",
    learned: [learnedOn(1, 3, 0.1 + 0.2), learnedOn(2, 3, 0.3, { sampleSize: 11 })],
    events: [],
  },
  {
    name: "from zero there is a size and no share",
    learned: [learnedOn(1, 3, 0), learnedOn(2, 3, 7, { sampleSize: 11 })],
    events: [[2, "late_data", 0, 7, 7, null, 1]],
  },
  {
    name: "the share of a negative value has the sign of the change",
    learned: [learnedOn(1, 3, -100), learnedOn(2, 3, -150)],
    events: [[2, "correction", -100, -150, -50, -0.5, 0]],
  },
  {
    name: "a value taken back has no size, nor has one that comes where there was none",
    learned: [
      learnedOn(1, 3, 100),
      learnedOn(2, 3, null, { presence: "unknown", sampleSize: 0, settled: false }),
      learnedOn(3, 3, 110, { sampleSize: 11 }),
    ],
    events: [
      [2, "correction", 100, null, null, null, -10],
      [3, "late_data", null, 110, null, null, 11],
    ],
  },
];

describe("Restatements", () => {
  it.each(table)("$name", ({ learned, events }) => {
    const found = restatements(learned.toReversed());
    expect(found.map((one) => [one.at, one.cause, one.from, one.to, one.absolute, one.relative, one.rows])).toEqual(
      events.map(([day, ...rest]) => [june(Number(day)), ...rest]),
    );
  });

  it("of several periods stand in the order they were learned, each with its receipt", () => {
    const found = restatements([learnedOn(1, 3, 1), learnedOn(1, 4, 1), learnedOn(4, 3, 2), learnedOn(3, 4, 3)]);
    expect(found.map(({ periodKey, receipt }) => [periodKey, receipt])).toEqual([
      ["2024-04", "r3"],
      ["2024-03", "r4"],
    ]);
  });

  it.each([
    [
      learnedOn(2, 3, 120, { sampleSize: 11 }),
      "March 2024 went from 100 to 120 (+20, +20.0%): 1 more row landed after it was settled.",
    ],
    [
      learnedOn(2, 3, 50, { definition: second }),
      "March 2024 went from 100 to 50 (\u221250, \u221250.0%): the definition changed from version 1 to 2.",
    ],
    [
      learnedOn(2, 3, 99, { end: Date.UTC(2024, 3, 2) }),
      "March 2024 went from 100 to 99 (\u22121, \u22121.0%): its period was cut anew by the calendar.",
    ],
    [
      learnedOn(2, 3, 99, { sampleSize: 7 }),
      "March 2024 went from 100 to 99 (\u22121, \u22121.0%): it rests on 3 fewer rows.",
    ],
    [learnedOn(2, 3, 99), "March 2024 went from 100 to 99 (\u22121, \u22121.0%): its rows were corrected."],
    [
      learnedOn(2, 3, null, { presence: "unknown", sampleSize: 0 }),
      "March 2024 went from 100 to no value: its rows are gone.",
    ],
  ])("say what happened in a sentence", (after, sentence) => {
    const [event] = restatements([learnedOn(1, 3, 100), after]);
    expect(event && restatementSentence(event, writing)).toBe(sentence);
  });
});

describe("As known on", () => {
  const learned = [learnedOn(1, 3, 100), learnedOn(3, 3, 120), learnedOn(3, 4, 50)];
  it.each([
    [june(1) - 1, []],
    [june(1), [["2024-03", 100]]],
    [june(3) - 1, [["2024-03", 100]]],
    [
      june(3),
      [
        ["2024-03", 120],
        ["2024-04", 50],
      ],
    ],
  ])("takes of each period what was last learned, at the instant itself too", (at, values) => {
    expect(asKnownOn(learned, at).map(({ periodKey, value }) => [periodKey, value])).toEqual(values);
  });
});

describe("Breaks of the definition", () => {
  it("name the versions, and the first period published with the new one", () => {
    const breaks = definitionBreaks([
      learnedOn(1, 2, 1),
      learnedOn(1, 3, 1),
      learnedOn(2, 2, 2, { definition: second }),
      learnedOn(2, 3, 2, { definition: second }),
      learnedOn(5, 4, 2, { definition: second }),
      learnedOn(9, 4, 1),
    ]);
    expect(breaks).toEqual([
      { at: june(2), fromVersion: 1, toVersion: 2, hash: "b", periodKey: "2024-04" },
      { at: june(9), fromVersion: 2, toVersion: 1, hash: "a", periodKey: null },
    ]);
  });

  it("there are none while the meaning stays", () => {
    expect(definitionBreaks([learnedOn(1, 2, 1), learnedOn(2, 2, 2)])).toEqual([]);
  });
});
