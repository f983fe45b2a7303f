import { mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import type { OwnDataAnswer, OwnDataBody } from "@sextant/model/api/answers/own-data";
import { writeXlsx } from "hucre/xlsx";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openWarehouse } from "../src/warehouse/warehouse.ts";
import { discard, type Flow, folderOf, startFlow } from "./server.fixture.ts";

let flow: Flow;
const files = { "workspace.yaml": "workspace: { id: own, label: Own }\ncalendar: { time_zone: Europe/Berlin }\n" };

const columnar = { Parquet: "rows.parquet", Arrow: "rows.arrow", ArrowStream: "rows.arrows" };
const select = `SELECT toDateTime64('2026-01-05 08:00:00', 3, 'UTC') + number * 3600 AS at, toDate('2026-01-05') + number AS day,
number AS n, number / 4 AS amount, number % 2 = 0 AS paid, concat('c', toString(number % 3)) AS customer, [1] AS list,
toString(toDate('2026-01-05') + number) AS text_day FROM numbers(9)`;

/** One process holds one data directory at a time, so what the engine writes is written before the server starts. */
const writeColumnar = async (folder: string): Promise<void> => {
  const writer = await openWarehouse(`chdb:${mkdtempSync(join(tmpdir(), "sextant-columnar-"))}`);
  for (const [format, name] of Object.entries(columnar)) {
    const parameters = { path: join(folder, name) };
    await writer.command({ sql: `INSERT INTO FUNCTION file({path:String}, '${format}') ${select}`, parameters });
  }
  await writer.close();
};

beforeAll(async () => {
  const folder = folderOf(files);
  await writeColumnar(folder);
  flow = await startFlow({ folder, now: () => Date.UTC(2026, 0, 20, 9) });
});
afterAll(() => discard(flow));

const put = (name: string, content: string | Uint8Array): void => writeFileSync(join(flow.folder, name), content);

const propose = (name: string, rest: Partial<OwnDataBody> = {}): Promise<OwnDataAnswer> =>
  flow.call("proposeFromData", { body: { source: { file: name }, values: false, ...rest } });

const typesOf = ({ profile }: OwnDataAnswer): Record<string, string> =>
  Object.fromEntries(profile.columns.map(({ name, type }) => [name, type]));

const upload = (name: string, body: string | Uint8Array) =>
  flow.fetch(`/v1/uploads?name=${encodeURIComponent(name)}`, {
    method: "POST",
    headers: { "content-type": "application/octet-stream", origin: flow.url },
    body,
  });

/** A ZIP file of one part whose directory declares a size. */
const zipOf = (name: string, content: Uint8Array, declared: number): Uint8Array => {
  const packed = deflateRawSync(content);
  const local = Buffer.alloc(30 + name.length);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(declared, 22);
  local.writeUInt16LE(name.length, 26);
  local.write(name, 30);
  const entry = Buffer.alloc(46 + name.length);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(packed.length, 20);
  entry.writeUInt32LE(declared, 24);
  entry.writeUInt16LE(name.length, 28);
  entry.write(name, 46);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length, 12);
  end.writeUInt32LE(local.length + packed.length, 16);
  return Buffer.concat([local, packed, entry, end]);
};

describe("a file that is hostile or broken", () => {
  it.each([
    ["empty.csv", "", "empty"],
    ["header.csv", "a,b\n", "no rows"],
    ["quote.csv", 'a,b\n"open,2\n', "cannot be read"],
    ["ragged.csv", "day,n\n2025-01-01,2\n2025-01-01\n2025-01-01,2,3\n", "2 rows cannot be read"],
    ["twice.csv", "day,n,n\n2025-01-01,1,2\n", 'the column "n" twice'],
    ["broken.ndjson", '{"a":1}\n{"a":\n', "Line 2"],
    ["list.ndjson", "[1]\n", "Line 1"],
    ["fake.parquet", "PAR1 is not enough", "not a Parquet file"],
    ["fake.arrow", "ARROW1 is not enough", "not an Arrow file"],
    ["fake.xlsx", "PK is not enough", "not an Excel workbook"],
    ["what.docx", "x", "no format known here"],
  ])("%s is refused in a sentence", async (name, content, words) => {
    put(name, content);
    const reply = await flow.fetch("/v1/own-data/propose", {
      method: "POST",
      headers: { "content-type": "application/json", origin: flow.url },
      body: JSON.stringify({ source: { file: name } }),
    });
    const body = (await reply.json()) as { code: string; detail: string; findings?: { message: string }[] };
    expect([reply.status, body.code]).toEqual([422, "source_unreadable"]);
    expect(`${body.detail} ${body.findings?.map(({ message }) => message).join(" ")}`).toContain(words);
  });

  it("that unpacks to very much is refused by its directory, before anything is unpacked", async () => {
    put("bomb.xlsx", zipOf("xl/worksheets/sheet1.xml", new Uint8Array(1000), 4_000_000_000));
    await expect(propose("bomb.xlsx")).rejects.toThrow("unpacks to more than 256 MB");
  });

  it("that unpacks to more than it says is not unpacked further than it says", async () => {
    put("liar.xlsx", zipOf("[Content_Types].xml", new Uint8Array(50_000_000), 100));
    await expect(propose("liar.xlsx")).rejects.toThrow(/liar\.xlsx: The workbook cannot be read/);
  });

  it.each(["../workspace.yaml", "/etc/passwd", ".sextant/records.db", "data/../../x.csv"])(
    "at %s is outside what may be read",
    async (path) => {
      await expect(propose(path)).rejects.toThrow(/no such file|leads out|hidden/);
    },
  );

  it("with only junk shows its columns and says that none is a time", async () => {
    put("junk.csv", "a,b\n,x\n,x\n");
    const { time, kpis, files: proposed, problem, profile } = await propose("junk.csv");
    expect([time, kpis, proposed]).toEqual([null, [], []]);
    expect(problem?.detail).toContain("No column says when a row happened");
    expect(profile.columns.map(({ role }) => role)).toEqual(["junk", "junk"]);
  });
});

describe("a file in any notation", () => {
  it("of one column of dates is counted", async () => {
    put("signups.csv", "day\n2026-01-05\n2026-01-06\n2026-01-06\n");
    expect((await propose("signups.csv")).kpis.map(({ formula }) => formula)).toEqual(["count()"]);
  });

  it("has line breaks in quotes, a byte-order mark, and tabs", async () => {
    put("notes.tsv", '\uFEFFday\tnote\n2026-01-01\t"two\nlines"\n2026-01-02\tone\n');
    const { profile } = await propose("notes.tsv");
    expect([profile.rows, profile.columns[1]?.examples[0], profile.format]).toEqual([2, "two\nlines", {}]);
  });

  it("is UTF-16 with and without a mark, or Windows-1252, and the letters are right", async () => {
    const text = "Tag;Name;n\n01.02.2026;Jörg;1,5\n13.02.2026;Zoë;2\n";
    put("marked.csv", Buffer.from(`\uFEFF${text}`, "utf16le"));
    put("unmarked.csv", Buffer.from(text, "utf16le"));
    put("western.csv", Buffer.from(text, "latin1"));
    for (const name of ["marked.csv", "unmarked.csv", "western.csv"]) {
      const { profile } = await propose(name);
      expect(profile.columns[1]?.examples).toEqual(["Jörg", "Zoë"]);
      expect(profile.columns.map(({ type }) => type)).toEqual(["date", "string", "number"]);
    }
  });

  it("of Windows-1252 is told by a letter far behind the beginning", async () => {
    const rows = Array.from({ length: 30_000 }, () => "2026-01-01,plain").join("\n");
    put("late.csv", Buffer.from(`day,who\n${rows}\n2026-01-02,J\u00f6rg\n`, "latin1"));
    const { profile, findings } = await propose("late.csv");
    expect([profile.rows, profile.format.encoding]).toEqual([30_001, "windows-1252"]);
    expect(findings.map(({ rule }) => rule)).toEqual(["profile/encoding"]);
  });

  it("is NDJSON whose keys differ and nest", async () => {
    put(
      "rows.ndjson",
      '{"at":"2026-01-01T10:00:00Z","a":1}\n\n{"b":"x","at":"2026-01-02T10:00:00Z","user":{"id":7}}\n',
    );
    const answer = await propose("rows.ndjson");
    expect(typesOf(answer)).toEqual({ at: "datetime", a: "integer", b: "string" });
    expect(answer.profile.leftOut[0]).toContain('"user" holds objects or lists (line 3)');
  });

  it("is a workbook: dates without a zone, the sheet that is named, empty rows skipped", async () => {
    const day = (date: number): Date => new Date(Date.UTC(2026, 0, date));
    const rows = [
      ["Day", "Amount", "Paid"],
      [day(5), 1.5, true],
      [null, null, null],
      [day(6), 2, false],
    ];
    const sheets = [
      { name: "Notes", rows: [["nothing"], ["here"]] },
      { name: "Orders 2026", rows },
    ];
    put("book.xlsx", await writeXlsx({ sheets }));
    const answer = await propose("book.xlsx", { format: { sheet: "Orders 2026" } });
    expect(answer.sheets).toEqual(["Notes", "Orders 2026"]);
    expect(typesOf(answer)).toEqual({ day: "date", amount: "number", paid: "boolean" });
    expect(answer.profile.rows).toBe(2);
    await expect(propose("book.xlsx", { format: { sheet: "Gone" } })).rejects.toThrow('There is no sheet \\"Gone\\"');
  });
});

describe("a file the engine reads", () => {
  it.each(Object.entries(columnar))("as %s is profiled by its types, and lands", async (_, name) => {
    const answer = await propose(name, { values: true });
    expect(typesOf(answer)).toMatchObject({
      at: "datetime",
      day: "date",
      n: "integer",
      amount: "number",
      customer: "string",
      text_day: "date",
    });
    expect(answer.profile.leftOut).toEqual(['"list" holds objects or lists and is left out.']);
    const at = answer.profile.columns.find(({ name: column }) => column === "at");
    expect(at).toMatchObject({
      rows: 9,
      empty: 0,
      distinct: 9,
      first: "2026-01-05T08:00:00Z",
      last: "2026-01-05T16:00:00Z",
      zoned: true,
    });
    expect(answer.profile.columns.find(({ name: column }) => column === "amount")).toMatchObject({ least: 0, most: 2 });
    const total = answer.dashboard?.tiles.find(({ id }) => id === "amount_total");
    expect(total?.series.map(({ periodKey, value }) => [periodKey, value])).toEqual([["2026-01-05", 9]]);
  });
});

describe("a proposal", () => {
  const german = "Datum;Kunde;Betrag\n12.01.2026;k1;1.000,50 €\n13.01.2026;k2;2.000,25 €\n19.01.2026;k1;7,00 €\n";

  it("computes its values from the file, and nothing is in force before it is applied", async () => {
    put("sales.csv", german);
    const answer = await propose("sales.csv", { values: true });
    const total = answer.dashboard?.tiles.find(({ id }) => id === "betrag_total");
    const values = total?.series.flatMap(({ periodKey, value, presence }) =>
      presence === "value" ? [[periodKey, value]] : [],
    );
    expect(values?.filter(([, value]) => value !== 0)).toEqual([
      ["2026-01-12", 1000.5],
      ["2026-01-13", 2000.25],
      ["2026-01-19", 7],
    ]);
    expect(values).toHaveLength(8);
    expect(total?.unit.symbol).toBe("€");
    expect((await flow.call("datasets")).datasets).toEqual([]);
  });

  it("is accepted by applying its files, and the dashboard has the same values", async () => {
    put("sales.csv", german);
    const { files: proposed, dataset } = await propose("sales.csv", { values: true, kpis: ["betrag_total"] });
    const applied = await flow.call("applyDefinitions", { body: { files: proposed, prune: false } });
    expect(applied.loaded).toEqual([]);
    const { tiles } = await flow.call("dashboard", { params: { id: dataset } });
    expect(tiles.map(({ id, latest }) => [id, latest?.value])).toEqual([["betrag_total", 7]]);
    const again = await propose("sales.csv");
    expect([again.dataset, again.kpis.some(({ id }) => id === "betrag_total")]).toEqual(["sales_2", false]);
    await expect(propose("sales.csv", { dataset })).rejects.toThrow("conflict");
  });

  it("takes what a person says of time, type, zone and columns", async () => {
    put(
      "mixed.csv",
      "made,closed,ref,n\n2026-01-05 10:00,2026-01-06 11:30,7,1\n2026-01-06 10:00,2026-01-06 12:00,8,2\n",
    );
    const first = await propose("mixed.csv");
    expect([first.time, first.kpis.some(({ id }) => id === "made_to_closed")]).toEqual(["made", true]);
    const told = await propose("mixed.csv", {
      time: "closed",
      types: { ref: "string" },
      leave_out: ["n"],
      time_zone: "Asia/Tokyo",
    });
    const text = told.files[0]?.text ?? "";
    expect(text).toContain("time: closed");
    expect(text).toContain("time_zone: Asia/Tokyo");
    expect(text).toMatch(/ref:\n\s+type: string/);
    expect(text).not.toMatch(/^\s+n:/m);
  });
});

describe("an upload", () => {
  it("is kept under a name made here, once, whatever the name it came with", async () => {
    const names: string[] = [];
    for (const name of ["../../Evil Name.csv", "../../Evil Name.csv", "evil.name.csv"]) {
      const reply = await upload(name, "day,n\n2026-01-19,1\n");
      expect(reply.status).toBe(201);
      names.push(((await reply.json()) as { upload: string }).upload);
    }
    expect([...new Set(names)]).toEqual([expect.stringMatching(/^evil-name-[0-9a-f]{10}\.csv$/)]);
    expect(readdirSync(join(flow.folder, ".sextant", "uploads")).sort()).toEqual([...new Set(names)].sort());
    const answer = await flow.call("proposeFromData", { body: { source: { upload: names[0] }, values: false } });
    expect([answer.dataset, answer.profile.rows]).toEqual(["evil_name", 1]);
  });

  it("that is empty, or says no format, is refused and leaves nothing", async () => {
    const before = readdirSync(join(flow.folder, ".sextant", "uploads"));
    expect((await upload("empty.csv", "")).status).toBe(400);
    expect((await upload("noname", "x")).status).toBe(415);
    expect(readdirSync(join(flow.folder, ".sextant", "uploads"))).toEqual(before);
  });
});
