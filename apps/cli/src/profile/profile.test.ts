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
    ["list.ndjson", "[1]\n", "line 1 is not a JSON object"],
    ["german.csv", "Datum;Betrag\n31.12.2025;1.234,50\n", "separated by semicolons"],
    ["bars.tsv", "day|n\n2025-01-01|1\n", "separated by bars, not by tabs"],
    ["twice.csv", "day,n,n\n2025-01-01,1,2\n", 'names the column "n" twice (columns 2 and 3)'],
  ])("says what is wrong with %s", async (name, text, words) => {
    expect((await problemOf(profileFile(written(name, text)))).message).toContain(words);
  });

  it("says about which line is not UTF-8, and reads UTF-16 that says so", async () => {
    const latin = Buffer.from("day,who\n2025-01-01,Anna\n2025-01-02,J\u00f6rg\n", "latin1");
    const path = join(folder, "latin.csv");
    writeFileSync(path, latin);
    expect((await problemOf(profileFile(path))).message).toContain("not UTF-8 text (about line 3)");
    writeFileSync(path, Buffer.from("\uFEFFday,who\n2025-01-02,J\u00f6rg\n", "utf16le"));
    expect((await profileFile(path)).rows).toBe(1);
  });

  it("leaves out columns without a name and fields that hold objects, and says so", async () => {
    const csv = await profileFile(written("index.csv", ",day,n\n0,2025-01-01,5\n"));
    expect(csv.columns.map(({ name }) => name)).toEqual(["day", "n"]);
    expect(csv.leftOut).toEqual(["Column 1 has no name in the header and is left out."]);
    const json = await profileFile(written("nested.ndjson", '{"a":1}\n{"a":2,"user":{"id":7}}\n'));
    expect(json.columns.map(({ name }) => name)).toEqual(["a"]);
    expect(json.leftOut[0]).toContain('"user" holds objects or lists (line 2)');
  });

  it("knows numbers as people write them from text, dates and plain numbers", async () => {
    const { columns } = await profileFile(
      written("money.csv", 'price,share,note,day,n\n"$1,200.50",5%,abc,31.12.2025,7\n12.30,7%,1%,1.1.2026,8\n'),
    );
    expect(columns.map(({ humanNumber }) => humanNumber)).toEqual(["$1,200.50", "5%", null, null, null]);
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
    expect(propose(profile, options).pinned).toBe("2025-01-29T00:00");
    expect(propose(profile, { ...options, now: Date.UTC(2025, 0, 29) }).pinned).toBeNull();
  });

  it("pins the clock at the local date of the newest instant", async () => {
    const at = "at,n\n2025-01-05T22:30:00Z,1\n2025-01-06T00:15:00+01:00,2\n2025-01-05T23:40:00+01:00,2\n";
    expect(propose(await profileFile(written("offsets.csv", at)), options).pinned).toBe("2025-01-07T00:00");
  });

  it.each([
    ["year", "2001-01-01", "2002-01-01", "2003-01-01", "730d"],
    ["quarter", "2024-01-01", "2024-04-01", "2024-07-01", "182d"],
    ["month", "2024-09-01", "2024-10-01", "2024-11-01", "61d"],
    ["week", "2024-12-02", "2024-12-09", "2024-12-16", "14d"],
    ["day", "2024-12-14", "2024-12-15", "2024-12-16", undefined],
  ])("of one row a %s is by that grain and not called stale between two rows", async (by, a, b, c, staleAfter) => {
    const proposal = propose(await profileFile(written(`${by}.csv`, `day,n\n${a},1\n${b},2\n${c},3\n`)), options);
    expect(proposal.grain).toBe(by);
    expect(proposal.files["datasets.yaml"]?.datasets?.[0]?.stale_after).toBe(staleAfter);
  });

  it("says which value keeps a column from being the time, or that the named column is not there", async () => {
    const dates = await profileFile(written("dates.csv", "date,n\n2025-01-01,1\n2025-01-02,2\n12/31/2025,3\n"));
    expect(() => propose(dates, options)).toThrow('date holds "12/31/2025" after 2 dates');
    expect(() => propose(dates, { ...options, time: "n" })).toThrow('n holds "1", which is no date');
    expect(() => propose(dates, { ...options, time: "wen" })).toThrow("There is no column wen.");
  });

  it("needs a column that says when, and lists what there is", async () => {
    const profile = await profileFile(written("timeless.csv", "a,b\n1,x\n"));
    expect(() => propose(profile, options)).toThrow(/a \(integer\), b \(string\)/);
  });
});
