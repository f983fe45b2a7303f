import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readYaml } from "../read/yaml.ts";
import { type DefinitionEdit, definitionText, editDefinition } from "./edit.ts";

const file = `# The shop – to the letter
metrics:
  # what the shop lives from
  - id: revenue   # the till
    label: "Revenue: net"   # shown on tiles
    note: >-
      folded
      text

    synonyms: [sales, takings]   # how people search
    kind: simple
  # between the two

  - { id: visits, label: Visits, kind: simple } # from the door

units:
  crate: { label: Crate, symbol: cr }
kpis: # few
  - id: revenue
    metric: revenue
    thresholds:
      green: ">= 100" # plan
      red: "< 100"
    guardrails:
      - visits # of the door
      - complaints
`;
const edited = (edit: DefinitionEdit, text = file): string => {
  const result = editDefinition(text, edit);
  if (!result.ok) throw new Error(result.reason);
  return result.text;
};
const set = (type: "metric" | "kpi" | "unit", id: string, fields: Record<string, unknown>): DefinitionEdit => ({
  type,
  id,
  act: "set",
  fields,
});

describe("an edit of one definition in its file", () => {
  it.each([
    [
      "a value keeps its quotes and the comment behind it",
      set("metric", "revenue", { label: "Sales" }),
      `label: "Revenue: net"`,
      `label: "Sales"`,
    ],
    [
      "a value inside a mapping",
      set("kpi", "revenue", { thresholds: { green: ">= 200", red: "< 100" } }),
      `green: ">= 100" # plan`,
      `green: ">= 200" # plan`,
    ],
    [
      "a field between brackets",
      set("metric", "visits", { label: "Walk-ins, all" }),
      "label: Visits",
      `label: "Walk-ins, all"`,
    ],
    [
      "an item more in a list",
      set("metric", "revenue", { synonyms: ["sales", "takings", "turnover"] }),
      "[sales, takings]",
      "[sales, takings, turnover]",
    ],
    ["an item less in a list of lines", set("kpi", "revenue", { guardrails: ["visits"] }), "      - complaints\n", ""],
    [
      "a field that goes",
      set("metric", "revenue", { synonyms: null }),
      "    synonyms: [sales, takings]   # how people search\n",
      "",
    ],
    ["a field that goes from between brackets", set("metric", "visits", { label: null }), "label: Visits, ", ""],
    ["folded text", set("metric", "revenue", { note: "short" }), ">-\n      folded\n      text\n", "short\n"],
    [
      "a new field at the end",
      set("metric", "revenue", { unit: "count" }),
      "    kind: simple\n",
      "    kind: simple\n    unit: count\n",
    ],
    [
      "a new field between brackets",
      set("metric", "visits", { unit: "count" }),
      "kind: simple } #",
      "kind: simple, unit: count } #",
    ],
    ["a field of something kept by name", set("unit", "crate", { symbol: "ct" }), "symbol: cr", "symbol: ct"],
    [
      "a definition that goes with its line",
      { type: "metric", id: "visits", act: "remove" } as const,
      "  - { id: visits, label: Visits, kind: simple } # from the door\n",
      "",
    ],
  ])("changes %s, and nothing else", (_, edit, before, after) => {
    expect(file).toContain(before);
    expect(edited(edit)).toBe(file.replace(before, () => after));
  });

  it("puts a new definition at the end of its section, or a new section at the end of the file", () => {
    const more = edited(set("metric", "orders", { label: "Orders", kind: "simple" }));
    expect(more).toContain("# from the door\n  - id: orders\n    label: Orders\n    kind: simple\n\nunits:");
    const kpi = edited({ type: "dashboard", id: "shop", act: "set", fields: { label: "Shop", kpis: ["revenue"] } });
    expect(kpi).toBe(`${file}dashboards:\n  - id: shop\n    label: Shop\n    kpis: [revenue]\n`);
    expect(edited(set("metric", "a", { label: "A" }), "")).toBe("metrics:\n  - id: a\n    label: A\n");
    expect(edited(set("metric", "a", { label: "A" }), "metrics: []\n")).toBe("metrics:\n  - id: a\n    label: A\n");
  });

  it("takes a definition as its author writes it, comments included", () => {
    const yaml = "id: revenue # till\nlabel: Takings\n# why\nkind: simple";
    const text = edited({ type: "metric", id: "revenue", act: "write", yaml });
    expect(text).toContain(
      "  - id: revenue # till\n    label: Takings\n    # why\n    kind: simple\n  # between the two",
    );
    expect(definitionText(text, "metric", "revenue")).toBe(yaml);
  });

  it("keeps Windows line ends", () => {
    const text = edited(set("metric", "revenue", { unit: "count" }), file.replaceAll("\n", "\r\n"));
    expect(text).toContain("kind: simple\r\n    unit: count\r\n");
  });

  it.each([
    [
      "shares parts by an alias",
      "metrics:\n  - &a { id: x, label: X }\n  - { id: y, label: *b }\n",
      "Unresolved alias",
    ],
    ["is not there", "metrics: []\n", "does not stand"],
    ["stands in a file that is not YAML", "metrics: [", "YAML"],
  ])("is refused when the definition %s", (_, text, reason) => {
    const result = editDefinition(text, { type: "metric", id: "y", act: "remove" });
    expect(result).toMatchObject({ ok: false });
    if (!result.ok) expect(result.reason).toMatch(new RegExp(reason));
  });

  it("never changes what an alias elsewhere reads", () => {
    const text = "metrics:\n  - { id: x, label: &name X }\n  - { id: y, label: *name }\n";
    expect(editDefinition(text, set("metric", "x", { label: "New" }))).toMatchObject({ ok: false });
    expect(edited(set("metric", "y", { label: "New" }), text)).toContain(
      "{ id: x, label: &name X }\n  - { id: y, label: New }",
    );
  });
});

describe("any edit", () => {
  const scalar = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.string({ unit: "binary", maxLength: 12 }).filter((text) => !/[\0\uFFFD\p{Cs}\r\u0085\u2028\u2029]/u.test(text)),
    fc.constantFrom(
      "yes",
      "12",
      "null",
      "~",
      "a: b",
      "# no",
      "- x",
      "{",
      "[",
      "a, b",
      "'",
      '"',
      " lead",
      "two\nlines",
      "*a",
      "&a",
      "!x",
      "%",
      "@",
      "0x1F",
      "1e3",
    ),
    fc.integer(),
    fc.boolean(),
  );
  const value = fc.oneof(
    scalar,
    fc.array(scalar, { maxLength: 4 }),
    fc.dictionary(fc.constantFrom("green", "red", "x"), scalar, { maxKeys: 3 }),
  );
  const fields = fc.dictionary(
    fc.constantFrom("label", "note", "synonyms", "thresholds", "guardrails", "fresh", "more"),
    fc.oneof(value, fc.constant(null)),
    { maxKeys: 4 },
  );
  const target = fc.constantFrom(["metric", "revenue"], ["metric", "visits"], ["kpi", "revenue"]) as fc.Arbitrary<
    ["metric" | "kpi", string]
  >;

  it("says what was wanted, keeps every other definition and every comment outside to the letter, and can be undone", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(target, fields), { minLength: 1, maxLength: 4 }), (edits) => {
        let text = file;
        for (const [[type, id], change] of edits) {
          const before = text;
          text = edited(set(type, id, change), before);
          const now = readYaml("f.yaml", text).value as Record<string, Record<string, unknown>[]>;
          const one = now[type === "metric" ? "metrics" : "kpis"]?.find((item) => item.id === id);
          for (const [key, wanted] of Object.entries(change)) expect(one?.[key]).toEqual(wanted ?? undefined);
          for (const kept of [
            "# The shop – to the letter",
            "# what the shop lives from",
            "# between the two",
            "# from the door",
            "kpis: # few",
            "  crate: { label: Crate, symbol: cr }",
          ])
            expect(text).toContain(kept);
          const own = definitionText(before, type, id) ?? "";
          const back = edited({ type, id, act: "write", yaml: own }, text);
          expect(definitionText(back, type, id)).toBe(own);
        }
      }),
      { numRuns: 200 },
    );
  });
});
