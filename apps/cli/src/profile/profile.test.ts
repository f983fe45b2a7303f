import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Problem } from "@sextant/model/problem/problem";
import { readWorkspace } from "@sextant/semantic/read/read";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { handleOf } from "./column.ts";
import { profileFile } from "./file.ts";
import { propose } from "./propose.ts";

const folder = mkdtempSync(join(tmpdir(), "sextant-profile-"));
const written = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const problemOf = (work: Promise<unknown>): Promise<Problem> =>
  work.then(
    () => expect.fail("a problem was expected"),
    (cause: unknown) => (cause instanceof Problem ? cause : expect.fail(String(cause))),
  );

const typesOf = async (name: string, text: string): Promise<Record<string, string>> => {
  const { columns } = await profileFile(written(name, text));
  return Object.fromEntries(columns.map((column) => [column.name, column.type]));
};

describe("profiling a file", () => {
  it("gives each column the narrowest type that holds for every value", async () => {
    const text =
      'Day,At,n,x,mixed,Yes?,empty,"with, comma"\n2025-03-30,2025-03-30T02:30:00Z,-3,1e3,1,true,,a\n2025-03-31,2025-03-31 10:00,7,.5,b,No,,"c ""d"""\n';
    expect(await typesOf("types.csv", text)).toEqual({
      day: "date",
      at: "datetime",
      n: "integer",
      x: "number",
      mixed: "string",
      yes: "boolean",
      empty: "string",
      with_comma: "string",
    });
  });

  it("reads tabs, a byte-order mark and line breaks inside quotes", async () => {
    expect(await typesOf("tabs.tsv", '\uFEFFday\tnote\n2025-01-01\t"two\nlines"\n')).toEqual({
      day: "date",
      note: "string",
    });
  });

  it("does not call a value too long for 64 bits an integer", async () => {
    expect(await typesOf("long.csv", "id\n12345678901234567890\n")).toEqual({ id: "number" });
  });

  it("reads rows of NDJSON whose keys differ", async () => {
    const { columns, rows } = await profileFile(written("rows.ndjson", '{"a":1}\n\n{"b":"x","a":null}\n'));
    expect(rows).toBe(2);
    expect(columns.map(({ name, type, empty }) => [name, type, empty])).toEqual([
      ["a", "integer", 1],
      ["b", "string", 1],
    ]);
  });

  it("names every ragged row and its line", async () => {
    const problem = await problemOf(profileFile(written("ragged.csv", "a,b\n1,2\n1\n1,2,3\n")));
    expect(problem.code).toBe("source_unreadable");
    expect(problem.findings.map(({ place }) => place?.line)).toEqual([3, 4]);
  });

  it.each([
    ["empty.csv", "", "no rows"],
    ["header.csv", "a,b\n", "no rows"],
    ["quote.csv", 'a,b\n"open,2\n', "line"],
    ["broken.ndjson", '{"a":1}\n{"a":\n', "line 2"],
  ])("says what is wrong with %s", async (name, text, words) => {
    expect((await problemOf(profileFile(written(name, text)))).message).toContain(words);
  });

  it("refuses a format it cannot profile, and a file that is not there", async () => {
    expect((await problemOf(profileFile(written("sheet.xlsx", "x")))).code).toBe("unsupported_format");
    expect((await problemOf(profileFile(join(folder, "none.csv")))).code).toBe("not_found");
  });
});

describe("a handle", () => {
  it.each([
    ["Order ID", "order_id"],
    ["  Größe (cm) ", "gro_e_cm"],
    ["2025", "c_2025"],
    ["🚀", "c"],
    ["'; DROP TABLE x", "drop_table_x"],
  ])("made from %s is %s", (text, handle) => {
    expect(handleOf(text, new Set())).toBe(handle);
  });

  it("is made unique", () => {
    expect(handleOf("a", new Set(["a", "a_2"]))).toBe("a_3");
  });
});

describe("a proposal", () => {
  const options = {
    dataset: "orders",
    label: "orders",
    file: "data/orders.csv",
    timeZone: "Europe/Berlin",
    now: Date.UTC(2025, 1, 20),
    time: undefined,
  };
  const rows = Array.from(
    { length: 60 },
    (_, i) =>
      `2025-01-${String((i % 28) + 1).padStart(2, "0")},c${i % 20},${i * 1.5},${i % 3 === 0 ? "web" : "store"},${i % 2 === 0}`,
  );
  const file = written("orders.csv", `day,customer_id,amount,channel,express\n${rows.join("\n")}\n`);

  it("is a workspace without errors, with metrics of every sort the columns allow", async () => {
    const { files, grain } = propose(await profileFile(file), options);
    const read = readWorkspace(Object.entries(files).map(([path, content]) => ({ path, text: stringify(content) })));
    expect(read.findings.filter(({ severity }) => severity === "error")).toEqual([]);
    expect([...(read.catalog?.metrics.keys() ?? [])]).toEqual(
      expect.arrayContaining([
        "orders_count",
        "amount_total",
        "amount_average",
        "customer_id_distinct",
        "express_share",
      ]),
    );
    expect(read.catalog?.datasets.get("orders")?.dimensions).toEqual(["customer_id", "channel", "express"]);
    expect(grain).toBe("day");
  });

  it("pins the clock of an archive only", async () => {
    const profile = await profileFile(file);
    expect(propose(profile, options).pinned).toBe("2025-01-28T23:59:59");
    expect(propose(profile, { ...options, now: Date.UTC(2025, 0, 29) }).pinned).toBeNull();
  });

  it("needs a column that says when, and lists what there is", async () => {
    const profile = await profileFile(written("timeless.csv", "a,b\n1,x\n"));
    expect(() => propose(profile, options)).toThrow(/a \(integer\), b \(string\)/);
  });
});
