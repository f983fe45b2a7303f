import { describe, expect, it } from "vitest";
import type { FileFormat } from "../dataset/file-format.ts";
import { guessDelimiter } from "./delimiter.ts";
import { fileProfiler } from "./file.ts";
import { handleOf } from "./handle.ts";
import type { FileProfile } from "./profile.ts";

const profileOf = (
  rows: readonly (readonly string[])[],
  asked: FileFormat = {},
  delimiter: ";" | "," = ",",
): FileProfile => {
  const [header = [], ...rest] = rows;
  const profiler = fileProfiler(header);
  for (const row of rest) profiler.see(row);
  return profiler.profile({ format: {}, asked, delimiter });
};

const column = (values: readonly string[], name = "x", asked: FileFormat = {}, delimiter: ";" | "," = ",") => {
  const profile = profileOf([[name], ...values.map((value) => [value])], asked, delimiter);
  return { ...profile.columns[0], format: profile.format, findings: profile.findings };
};

describe("the columns of a file", () => {
  it("have the narrowest type that holds for every value", () => {
    const { columns } = profileOf([
      ["Day", "At", "n", "x", "mixed", "Yes?", "empty", "code"],
      ["2025-03-30", "2025-03-30T02:30:00Z", "-3", "1e3", "1", "true", "", "01234"],
      ["2025-03-31", "2025-03-31 10:00", "7", ".5", "b", "No", "", "00042"],
    ]);
    expect(columns.map(({ name, type, role }) => [name, type, role])).toEqual([
      ["day", "date", "time"],
      ["at", "datetime", "time"],
      ["n", "integer", "measure"],
      ["x", "number", "measure"],
      ["mixed", "string", "category"],
      ["yes", "boolean", "flag"],
      ["empty", "string", "junk"],
      ["code", "string", "category"],
    ]);
  });

  it("do not call a value too long for 64 bits an integer", () => {
    expect(column(["12345678901234567890"]).type).toBe("number");
  });

  it("know money by its sign, shares by theirs, and people by their handle", () => {
    expect(column(["1.234,50 €", "7,00 €", "3,10 €"])).toMatchObject({
      type: "number",
      role: "money",
      mark: "€",
      least: 3.1,
      most: 1234.5,
    });
    expect(column(["5%", "7.5%", "8%"])).toMatchObject({ type: "number", role: "measure", least: 0.05 });
    expect(column(["a1", "a2", "a1"], "customer_id")).toMatchObject({ role: "entity" });
    expect(column(["12", "11", "12"], "bestellnr")).toMatchObject({ role: "entity" });
  });

  it("take whole numbers that never come twice for names of rows, unless they are called money", () => {
    const numbers = (count: number): string[] => Array.from({ length: count }, (_, index) => `${10_000 + index}`);
    expect(column(numbers(300), "parcel")).toMatchObject({ role: "entity" });
    expect(column(numbers(300), "revenue")).toMatchObject({ role: "money" });
    expect(column(numbers(30), "parcel")).toMatchObject({ role: "measure" });
    expect(column([...numbers(300), "10000"], "parcel")).toMatchObject({ role: "measure" });
  });

  it("compare dates with an offset as instants", () => {
    const { first, last, zoned } = column(["2025-01-05T23:30:00Z", "2025-01-06T00:15:00+01:00"]);
    expect([first, last, zoned]).toEqual(["2025-01-06T00:15:00+01:00", "2025-01-05T23:30:00Z", true]);
  });

  it("that are dates but for one value say which", () => {
    expect(column(["2025-01-01", "2025-01-02", "soon"]).notDate).toEqual({ value: "soon", after: 2 });
  });

  it("of one name cannot be told apart", () => {
    expect(() => fileProfiler(["day", "n", "n"])).toThrow('names the column "n" twice (columns 2 and 3)');
  });

  it("without a name are left out and said so; a file of 500 columns is read", () => {
    const profile = profileOf([
      ["", "n"],
      ["0", "5"],
    ]);
    expect([profile.columns.map(({ name }) => name), profile.leftOut.length]).toEqual([["n"], 1]);
    const wide = profileOf([Array.from({ length: 500 }, (_, i) => `c${i}`), Array.from({ length: 500 }, String)]);
    expect(wide.columns).toHaveLength(500);
    expect(() => fileProfiler(Array.from({ length: 2001 }, (_, i) => `c${i}`))).toThrow("2001 columns");
  });
});

describe("the decimal mark", () => {
  it("is the one every number of the file has", () => {
    expect(column(["1.234,50", "12"])).toMatchObject({
      type: "number",
      format: { decimal: "," },
      findings: [],
      most: 1234.5,
    });
    expect(column(["1,234.50", "12"])).toMatchObject({ type: "number", format: { decimal: "." }, findings: [] });
  });

  it("need not be said where numbers are plain", () => {
    expect(column(["1.5", "12"]).format).toEqual({});
  });

  it("that can be read two ways follows from another column, else is a finding", () => {
    const { columns, findings } = profileOf([
      ["a", "b"],
      ["1,234", "1,5"],
      ["2,000", "2,25"],
    ]);
    expect([columns.map(({ most }) => most), findings]).toEqual([[2, 2.25], []]);
    expect(column(["1,234", "2,000"])).toMatchObject({ most: 2000, findings: [{ rule: "profile/decimal-mark" }] });
    expect(column(["1.234", "2.000"], "x", {}, ";")).toMatchObject({
      most: 2000,
      findings: [{ rule: "profile/decimal-mark" }],
    });
    expect(column(["1,234", "2,000"], "x", { decimal: "," })).toMatchObject({ most: 2, findings: [] });
  });

  it("of most columns holds, and the others are text, which is said", () => {
    const { columns, findings } = profileOf([
      ["a", "b", "c"],
      ["1,5", "2,5", "1.5"],
    ]);
    expect(columns.map(({ type }) => type)).toEqual(["number", "number", "string"]);
    expect(findings[0]?.message).toContain('"c" has another decimal mark');
  });
});

describe("the order of a date", () => {
  it("follows from a day after the twelfth", () => {
    expect(column(["01.02.2025", "31.12.2025"])).toMatchObject({
      type: "date",
      first: "2025-02-01",
      format: { date_order: "dmy" },
      findings: [],
    });
    expect(column(["01/02/2025", "12/31/2025"])).toMatchObject({
      first: "2025-01-02",
      format: { date_order: "mdy" },
      findings: [],
    });
  });

  it("with dots is day first", () => {
    expect(column(["01.02.2025", "02.02.2025"])).toMatchObject({ first: "2025-02-01", findings: [] });
  });

  it("follows from another column of the file", () => {
    const { columns, findings } = profileOf([
      ["a", "b"],
      ["01/02/2025", "13/02/2025"],
    ]);
    expect([columns[0]?.first, findings]).toEqual(["2025-02-01", []]);
  });

  it("that can be read two ways is the one by which dates lie closer, and is a finding", () => {
    expect(column(["01/02/2025", "02/02/2025", "03/02/2025"])).toMatchObject({
      last: "2025-02-03",
      findings: [{ rule: "profile/date-order" }],
    });
    expect(column(["02/01/2025", "02/02/2025", "02/03/2025"])).toMatchObject({
      last: "2025-02-03",
      findings: [{ rule: "profile/date-order" }],
    });
    expect(column(["01/02/2025", "02/02/2025"], "x", { date_order: "mdy" })).toMatchObject({
      last: "2025-02-02",
      first: "2025-01-02",
      findings: [],
    });
  });

  it("of dates in two notations keeps those that begin with their year", () => {
    expect(column(["2025-01-31", "31.01.2025", "01.02.2025"])).toMatchObject({
      type: "date",
      first: "2025-01-31",
      last: "2025-02-01",
    });
  });
});

describe("the delimiter of a text", () => {
  it.each([
    ["a,b\n1,2\n", ","],
    ["Datum;Betrag\n31.12.2025;1.234,50\n", ";"],
    ["a\tb\n1,5\t2\n", "tab"],
    ["a|b\n1|2\n", "|"],
    ['a;b\n"x,y,z\nw";2\n1;2\n', ";"],
    ["name\nMiller, John\n", ","],
    ["", ","],
  ])("%j is %s", (text, delimiter) => {
    expect(guessDelimiter(text, true)).toBe(delimiter);
  });

  it("is told from whole lines only", () => {
    expect(guessDelimiter("a;b,c\n1;2\n3;4,5,6,7", false)).toBe(";");
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
