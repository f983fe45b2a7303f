import type { Direction } from "../metric/direction.ts";
import { builtInUnits, type UnitOfMeasure } from "../metric/unit.ts";
import type { Finding } from "../problem/finding.ts";
import { type Bands, type Colour, type ColourBands, colours, type ThresholdBasis } from "./bands.ts";
import { type ComparatorReading, readComparator } from "./comparator.ts";
import { findCoverageFaults } from "./coverage.ts";
import { everything, type Interval } from "./interval.ts";

/** A finding about one colour's text; offset and length count UTF-16 units within it; the caller adds the file. */
export interface ThresholdFinding extends Omit<Finding, "place"> {
  colour: Colour;
  offset: number;
  length: number;
}

/** Threshold texts as an author wrote them; a colour may be left out when the others cover the line. */
export type ThresholdTexts = Partial<Record<Colour, string | undefined>>;

/** Control limits are named by words: -1 is the lower limit, 1 the upper one, and the limits themselves are inside. */
const limitWords: ReadonlyMap<string, Interval[]> = new Map([
  ["inside", [{ from: -1, to: 1, fromInclusive: true, toInclusive: true }]],
  ["above", [{ ...everything, from: 1 }]],
  ["below", [{ ...everything, to: -1 }]],
  [
    "outside",
    [
      { ...everything, to: -1 },
      { ...everything, from: 1 },
    ],
  ],
]);

const readLimitWord = (text: string): ComparatorReading => {
  const intervals = limitWords.get(text.trim());
  if (intervals !== undefined) return { ok: true, intervals, written: new Map() };
  const message = `"${text.trim()}" does not say where the value lies to its control limits.`;
  const fault = {
    message,
    hint: "Write inside, outside, above or below.",
    offset: 0,
    length: Math.max(text.length, 1),
  };
  return { ok: false, fault };
};

const describeInterval = (interval: Interval, write: (end: number) => string): string => {
  const { from, to, fromInclusive, toInclusive } = interval;
  if (from !== null && from === to) return `x = ${write(from)} exactly`;
  if (from === null) return to === null ? "any value" : `x ${toInclusive ? "<=" : "<"} ${write(to)}`;
  if (to === null) return `x ${fromInclusive ? ">=" : ">"} ${write(from)}`;
  return `${write(from)} ${fromInclusive ? "<=" : "<"} x ${toInclusive ? "<=" : "<"} ${write(to)}`;
};

const findUncovered = (bands: ColourBands, texts: ThresholdTexts, write: (end: number) => string): ThresholdFinding[] =>
  findCoverageFaults(bands).map((fault): ThresholdFinding => {
    const span = describeInterval(fault.interval, write);
    const colour =
      fault.kind === "overlap" ? fault.colours[1] : (colours.find((name) => texts[name] !== undefined) ?? "green");
    const place = { severity: "error", colour, offset: 0, length: texts[colour]?.length ?? 1 } as const;
    if (fault.kind === "overlap") {
      const message = `Both ${fault.colours.join(" and ")} cover ${span}.`;
      return {
        ...place,
        rule: "threshold/overlap",
        message,
        hint: "Give each value one status: use < on one side and >= on the other.",
      };
    }
    const missing = colours.find((name) => texts[name] === undefined);
    const hint =
      missing === undefined
        ? "Include it in one of the colours."
        : `Add ${missing}: "${span.replace(" exactly", "")}".`;
    return { ...place, rule: "threshold/gap", message: `Nothing covers ${span}.`, hint };
  });

const wrongWayRound = (bands: ColourBands, direction: Direction): Colour | null => {
  if (direction !== "up_is_good" && direction !== "down_is_good") return null;
  const open = direction === "up_is_good" ? "to" : "from";
  return bands.red.some((interval) => interval[open] === null) ? "red" : null;
};

const findWrongDirection = (bands: ColourBands, texts: ThresholdTexts, direction: Direction): ThresholdFinding[] => {
  const colour = wrongWayRound(bands, direction);
  if (colour === null) return [];
  const [good, bad] = direction === "up_is_good" ? ["up", "highest"] : ["down", "lowest"];
  const message = `The metric is better the further ${good} it goes, but its ${bad} values are red.`;
  const hint = "Turn the thresholds or the direction round.";
  return [
    {
      rule: "threshold/direction",
      severity: "error",
      message,
      hint,
      colour,
      offset: 0,
      length: texts.red?.length ?? 1,
    },
  ];
};

/**
 * Reads threshold texts into bands (S1), or all findings at once: unreadable comparators, gaps and overlaps across the
 * whole line, and red on the side the direction calls good. On basis `target` and `pace` amounts are per cent of the
 * wanted value; on `control_limits` the words inside, outside, above and below stand for them.
 */
export const parseThresholds = (
  texts: ThresholdTexts,
  options: { basis: ThresholdBasis; unit: UnitOfMeasure; direction: Direction },
): { bands: Bands | null; findings: ThresholdFinding[] } => {
  const { basis, direction } = options;
  const unit = basis === "absolute" ? options.unit : builtInUnits.percent;
  const findings: ThresholdFinding[] = [];
  const written = new Map<number, string>();
  const read = (colour: Colour): Interval[] => {
    const text = texts[colour];
    if (text === undefined) return [];
    const reading = basis === "control_limits" ? readLimitWord(text) : readComparator(text, unit);
    if (!reading.ok) {
      findings.push({ rule: "threshold/syntax", severity: "error", colour, ...reading.fault });
      return [];
    }
    for (const [value, amount] of reading.written) written.set(value, amount);
    return reading.intervals;
  };
  const bands: Bands = { basis, green: read("green"), yellow: read("yellow"), red: read("red") };
  if (findings.length > 0) return { bands: null, findings };
  const limitName = (end: number): string => (end < 0 ? "the lower limit" : "the upper limit");
  const write = (end: number): string =>
    basis === "control_limits" ? limitName(end) : (written.get(end) ?? String(end));
  findings.push(...findUncovered(bands, texts, write), ...findWrongDirection(bands, texts, direction));
  return { bands: findings.length > 0 ? null : bands, findings };
};
