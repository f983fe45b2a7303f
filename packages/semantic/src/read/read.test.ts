import type { Finding } from "@sextant/model/problem/finding";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { airlineYaml } from "../../test/airline.ts";
import { readWorkspace } from "./read.ts";

const read = (text: string) => readWorkspace([{ path: "airline.yaml", text }]);
const withMetrics = (...metrics: string[]): string =>
  airlineYaml.replace("kpis:\n", `${metrics.map((metric) => `  - ${metric.trim()}\n`).join("")}kpis:\n`);

/** The text a finding underlines, as an editor would show it. */
const underlined = (text: string, finding: Finding | undefined): string | undefined => {
  const place = finding?.place;
  return place && text.split("\n")[place.line - 1]?.slice(place.column - 1, place.column - 1 + place.length);
};
const errorsOf = (text: string): [rule: string, text: string | undefined][] =>
  read(text)
    .findings.filter((finding) => finding.severity === "error")
    .map((finding) => [finding.rule, underlined(text, finding)]);
const simple = (id: string, rest: string): string => `{ id: ${id}, label: L, kind: simple, dataset: flights, ${rest} }`;
const derived = (id: string, expression: string): string =>
  `{ id: ${id}, label: L, kind: derived, expression: ${expression} }`;

describe("a sound workspace", () => {
  it("gives a catalog, no errors, and the place and YAML of every definition", () => {
    const { catalog, findings, places } = read(airlineYaml);
    expect(findings.filter((finding) => finding.severity !== "info")).toEqual([]);
    expect(catalog?.metrics.size).toBe(20);
    expect(places.get("metric:on_time_rate")).toMatchObject({ file: "airline.yaml", line: 39 });
    expect(places.get("metric:on_time_rate")?.yaml.split("\n")[1]).toBe("label: On-time rate");
  });

  it("may be spread over files in any order", () => {
    const [head = "", kpis = ""] = airlineYaml.split("kpis:\n");
    const files = [
      { path: "z.yaml", text: head },
      { path: "a.yaml", text: `kpis:\n${kpis}` },
      { path: "empty.yaml", text: "# nothing yet\n" },
    ];
    expect(readWorkspace(files).catalog?.kpis.size).toBe(3);
  });
});

describe("what is no YAML", () => {
  it.each([
    ["yaml/syntax", "metrics:\n  - id: a\n    label: Flights: all\n"],
    ["yaml/syntax", "metrics:\n\t- id: a"],
    ["yaml/duplicate-key", "workspace:\n  id: w\n  id: v\n  label: W\n"],
    ["yaml/multiple-documents", "workspace: {id: w, label: W}\n---\nkpis: []\n"],
    ["yaml/encoding", "workspace: {id: w\0, label: W}\n"],
    ["yaml/encoding", "workspace: {id: w, label: W\uFFFD}\n"],
    ["yaml/aliases", "kpis: *nobody\n"],
    [
      "yaml/aliases",
      `a: &a [x, x]\n${"bcdefghijklmn"
        .split("")
        .map((id, i) => `${id}: &${id} [*${"abcdefghijklm"[i]}, *${"abcdefghijklm"[i]}]`)
        .join("\n")}`,
    ],
    ["yaml/too-deep", `a: ${"[".repeat(100_000)}`],
    ["yaml/too-deep", `a: ${"{a: ".repeat(5000)}`],
    ["yaml/too-deep", "- ".repeat(5000)],
    ["yaml/too-large", `# ${"x".repeat(1_000_001)}`],
    ["yaml/root", "- id: a\n"],
    ["yaml/root", "hello"],
  ])("is refused with %s", (rule, text) => {
    const { catalog, findings } = read(text);
    expect(catalog).toBeNull();
    expect(findings.map((finding) => finding.rule)).toContain(rule);
    expect(findings.find((finding) => finding.rule === rule)?.place?.file).toBe("airline.yaml");
  });

  it("never throws, whatever is in the file", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), fc.nat(airlineYaml.length), (junk, at) => {
        const { catalog, findings } = read(airlineYaml.slice(0, at) + junk + airlineYaml.slice(at + junk.length));
        expect(catalog === null).toBe(findings.some((finding) => finding.severity === "error"));
      }),
      { numRuns: 60 },
    );
  });
});

describe("what breaks the format", () => {
  it("comes back all at once, each at its key or value", () => {
    const text = withMetrics(
      simple("x1", "agregation: count"),
      "{ id: x2, label: L, kind: simpel }",
      "{ id: X3, label: '', kind: simple, dataset: flights, aggregation: cuont }",
      "{ id: x4, label: L, kind: ratio, numerator: { metrik: a }, denominator: [1] }",
      "7",
    );
    expect(errorsOf(text)).toEqual([
      ["schema/missing", "{ id: x1, label: L, kind: simple, dataset: flights, agregation: count }"],
      ["schema/unknown-key", "agregation"],
      ["schema/wrong-value", "simpel"],
      ["schema/invalid", "X3"],
      ["schema/invalid", "''"],
      ["schema/wrong-value", "cuont"],
      ["schema/missing", "{ metrik: a }"],
      ["schema/unknown-key", "metrik"],
      ["schema/wrong-type", "[1]"],
      ["schema/wrong-type", "7"],
    ]);
  });

  it("comes with what was probably meant", () => {
    const { findings } = read(withMetrics(simple("x1", "agregation: count")));
    expect(findings.find((finding) => finding.rule === "schema/unknown-key")?.hint).toBe("Did you mean `aggregation`?");
    const cut = read(
      withMetrics(simple("late", "aggregation: count, description: Solved, not only answered")),
    ).findings;
    expect(cut.find((finding) => finding.rule === "schema/unknown-key")?.hint).toMatch(
      /^Inside \{ … \} a comma ends a text/,
    );
  });

  it("does not make everything that refers to a broken definition wrong too", () => {
    const text = withMetrics(simple("x1", "aggregation: cuont"), derived("x2", "x1 * 2"));
    expect(errorsOf(text).map(([rule]) => rule)).toEqual(["schema/wrong-value"]);
  });

  it("is cut off after a thousand findings, errors first", () => {
    const { findings } = read(`metrics:\n${"  - x\n".repeat(3000)}`);
    expect(findings).toHaveLength(1001);
    expect(findings.at(-1)).toMatchObject({ rule: "definition/more-findings", severity: "error" });
  });
});

describe("ids and references", () => {
  it("an id given twice names both places", () => {
    const files = [
      { path: "a.yaml", text: airlineYaml },
      {
        path: "b.yaml",
        text: "metrics:\n  - { id: miles, label: M, kind: simple, dataset: flights, aggregation: count }\n",
      },
    ];
    const found = readWorkspace(files).findings.find((finding) => finding.rule === "definition/duplicate-id");
    expect(found?.place).toMatchObject({ file: "b.yaml", line: 2 });
    expect(found?.message).toContain("a.yaml, line 58");
  });

  it("a built-in unit cannot be redefined, a second workspace is refused, and none at all too", () => {
    const more = { path: "b.yaml", text: "workspace: { id: other, label: O }\nunits:\n  usd: { label: D }\n" };
    const rules = readWorkspace([{ path: "a.yaml", text: airlineYaml }, more]).findings.map(({ rule }) => rule);
    expect(rules.filter((rule) => rule === "definition/duplicate-id")).toHaveLength(2);
    expect(readWorkspace([]).findings.map(({ rule }) => rule)).toEqual(["definition/workspace"]);
  });

  it("what does not exist is placed, with what was probably meant", () => {
    const text = withMetrics(
      "{ id: x1, label: L, kind: simple, dataset: fligts, aggregation: count, unit: mile }",
      "{ id: x2, label: L, kind: ratio, numerator: miels, denominator: { metric: nothing_like_it } }",
    )
      .replace("owner: ada", "owner: eda")
      .replace("kpis: [on_time,", "kpis: [on_tiem,");
    expect(errorsOf(text)).toEqual([
      ["reference/unknown", "fligts"],
      ["metric/unit", "mile"],
      ["reference/unknown", "miels"],
      ["reference/unknown", "nothing_like_it"],
      ["reference/unknown", "eda"],
      ["reference/unknown", "on_tiem"],
    ]);
  });

  it("names of JavaScript's own are no definitions", () => {
    const text = withMetrics(derived("constructor", "toString + hasOwnProperty"));
    expect(errorsOf(text).map(([rule]) => rule)).toEqual(["expression/unknown-metric", "expression/unknown-metric"]);
  });
});

describe("expressions inside YAML", () => {
  it.each([
    ["plain", "delay + distanse", "distanse"],
    ["in single quotes", "'if(origin = ''it''''s'', 1, distanse)'", "distanse"],
    ["in double quotes", '"if(origin = \'\\u00e9\\t\\"\', 1, distanse)"', "distanse"],
    ["folded plain", "delay +\n      2 +\n      distanse", "distanse"],
    ["literal", "|\n      delay\n        + 1\n        + distanse", "distanse"],
    ["folded", ">-\n      delay +\n      1 + distanse", "distanse"],
    ["folded with a blank line", ">-\n      delay +\n\n      1 + distanse", "distanse"],
    ["beside an emoji", "if(origin = '🛫', 1, distanse)", "distanse"],
  ])("written %s are underlined where they are wrong", (_, expression, wrong) => {
    const text = withMetrics(
      `id: x1\n    label: L\n    kind: simple\n    dataset: flights\n    aggregation: sum\n    expression: ${expression}`,
    );
    expect(errorsOf(text)).toEqual([["expression/unknown-column", wrong]]);
  });

  it("are typed by where they stand", () => {
    const text = withMetrics(
      simple("x1", "aggregation: sum, expression: origin"),
      simple("x2", "aggregation: count, where: delay"),
      simple("x3", "aggregation: sum_boolean, expression: delay"),
      simple("x4", "aggregation: count_distinct, expression: '(origin, destination)'"),
      simple("x5", `aggregation: count, where: ${"delay > 0 and ".repeat(1000)}true`),
    );
    expect(errorsOf(text).map(([rule]) => rule)).toEqual([
      "expression/wrong-type",
      "expression/wrong-type",
      "expression/wrong-type",
      expect.stringMatching(/^expression\//),
      "expression/too-long",
    ]);
  });
});
