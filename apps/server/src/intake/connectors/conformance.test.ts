import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type Source, sourceSchema } from "@sextant/model/source/source";
import pg from "pg";
import { afterAll, describe, expect, it } from "vitest";
import { startPostgres } from "../../store/postgres.fixture.ts";
import type { Connector, Means, Reading } from "./connector.ts";
import { connectTo, isFolder } from "./connectors.ts";
import { startMysql } from "./mysql.fixture.ts";

const password = 'it\'s "quoted" \\ `all` ways';
const folder = realpathSync(mkdtempSync(join(tmpdir(), "sextant-conformance-")));
const means: Means = { password, folders: [folder], allowedHosts: [] };

/** A table with a name and a column that need quoting, instants, wall clocks, and 45,000 rows: more than two blocks. */
const rows = 45_000;

interface Subject {
  name: string;
  source: Source;
  /** Runs a statement as whoever owns the data. */
  run(sql: string): Promise<void>;
  stop(): Promise<void>;
}

const postgres = async (): Promise<Subject | string> => {
  const server = await startPostgres();
  if (typeof server === "string") return server;
  const url = new URL(await server.fresh());
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  const database = url.pathname.slice(1);
  await client.query(`create table "or""der's" (id bigint primary key, at timestamptz, wall timestamp, day date, amount numeric(20,4), ok boolean, "no te" text);
insert into "or""der's" select i, timestamptz '2026-01-01 00:00Z' + i * interval '1 second', timestamp '2026-01-01 00:00' + i * interval '1 second',
date '2026-01-01' + i / 86400, i / 8.0, i % 2 = 0, case when i % 3 = 0 then null else 'n' || i end from generate_series(1, ${rows}) i;
alter database ${database} set timezone to 'Asia/Tokyo'; create role reader login password '${password.replaceAll("'", "''")}';
grant select on all tables in schema public to reader`);
  const source = {
    id: "s",
    kind: "postgres",
    label: "S",
    host: "127.0.0.1",
    port: Number(url.port),
    database,
    user: "reader",
    secret: "s",
  };
  return {
    name: "PostgreSQL",
    source: sourceSchema.parse(source),
    run: async (sql) => void (await client.query(sql)),
    stop: async () => {
      await client.end();
      await server.stop();
    },
  };
};

const mariadb = async (): Promise<Subject | string> => {
  const server = await startMysql();
  if (typeof server === "string") return server;
  await server.run(`create table \`or"der's\` (id bigint primary key, at timestamp(6) null, wall datetime, day date, amount decimal(20,4), ok tinyint(1), \`no te\` text);
set time_zone = '+00:00'; insert into \`or"der's\` select seq, timestamp '2026-01-01 00:00' + interval seq second, timestamp '2026-01-01 00:00' + interval seq second,
date '2026-01-01', seq / 8, seq % 2 = 0, if(seq % 3 = 0, null, concat('n', seq)) from seq_1_to_${rows};
create user reader identified by '${password.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'; grant select on shop.* to reader`);
  const source = {
    id: "s",
    kind: "mysql",
    label: "S",
    host: "127.0.0.1",
    port: server.port,
    database: "shop",
    user: "reader",
    secret: "s",
  };
  return {
    name: "MariaDB",
    source: sourceSchema.parse(source),
    run: (sql) => server.run(sql),
    stop: () => server.stop(),
  };
};

const sqlite = async (): Promise<Subject> => {
  const path = join(folder, "shop.db");
  const database = new DatabaseSync(path);
  database.exec(`create table "or""der's" (id integer primary key, at datetime, wall datetime, day date, amount decimal, ok boolean, "no te" text);
with recursive n(i) as (select 1 union all select i + 1 from n where i < ${rows})
insert into "or""der's" select i, strftime('%Y-%m-%dT%H:%M:%SZ', '2026-01-01', i || ' seconds'), strftime('%Y-%m-%d %H:%M:%S', '2026-01-01', i || ' seconds'),
'2026-01-01', i / 8.0, i % 2 = 0, case when i % 3 = 0 then null else 'n' || i end from n`);
  return {
    name: "SQLite",
    source: sourceSchema.parse({ id: "s", kind: "sqlite", label: "S", file: "shop.db" }),
    run: async (sql) => database.exec(sql),
    stop: async () => database.close(),
  };
};

const subjects = [await postgres(), await mariadb(), await sqlite()];
afterAll(async () => {
  for (const subject of subjects) if (typeof subject !== "string") await subject.stop();
  rmSync(folder, { recursive: true, force: true });
});

const table = `or"der's`;
const reading = (change: Partial<Reading> = {}): Reading => ({
  table,
  columns: ["id", "at", "wall", "amount", "ok", "no te"],
  cursor: null,
  signal: new AbortController().signal,
  ...change,
});

const time = (instant: string) =>
  ({ kind: "time", instant, wall: instant.replace("T", " ").replace("Z", "") }) as const;

describe.each(subjects)("A source of rows, %o", (subject) => {
  if (typeof subject === "string") return it.skipIf(true)(subject, () => undefined);
  const { source } = subject;
  if (isFolder(source)) throw new Error("folders are not read as tables");
  const using = async <T>(task: (connector: Connector) => Promise<T>): Promise<T> => {
    const connector = await connectTo(source, means);
    try {
      return await task(connector);
    } finally {
      await connector.close();
    }
  };
  const all = (change?: Partial<Reading>) =>
    using(async (connector) => {
      const found: (readonly unknown[])[] = [];
      for await (const block of connector.read(reading(change))) found.push(...block.rows);
      return found;
    });

  it("answers, and lists its tables", async () => {
    expect(await using((connector) => connector.test())).toMatch(/\d+\.\d+/);
    expect((await using((connector) => connector.list())).map(({ name }) => name)).toEqual([table]);
  });

  it("tells the columns of a table, and of none that is not there", async () => {
    const columns = await using((connector) => connector.profile(table));
    expect(columns.map(({ name, type }) => [name, type])).toEqual([
      ["id", "integer"],
      ["at", "datetime"],
      ["wall", "datetime"],
      ["day", "date"],
      ["amount", "decimal"],
      ["ok", "boolean"],
      ["no te", "string"],
    ]);
    await expect(using((connector) => connector.profile("nothing"))).rejects.toThrow(/no table nothing/);
    await expect(using((connector) => connector.profile(`x"; drop table "y`))).rejects.toThrow(/no table/);
  });

  it("gives all rows, whole: instants with their offset, wall clocks without, decimals to the digit, nothing for null", async () => {
    const found = await all();
    expect(found.length).toBe(rows);
    const third = found
      .find(([id]) => String(id) === "3")
      ?.map((value) => (typeof value === "boolean" ? Number(value) : value))
      .map(String);
    expect(third?.slice(0, 1)).toEqual(["3"]);
    expect(third?.[1]).toMatch(/^2026-01-01[ T]00:00:03(\.0+)?(Z|\+00:00)$/);
    expect(third?.[2]).toMatch(/^2026-01-01[ T]00:00:03$/);
    expect(Number(third?.[3])).toBe(0.375);
    expect(third?.slice(4)).toEqual(["0", "null"]);
  });

  it.each([
    ["a number", "id", { kind: "number", text: "44999" }, ["44999", "45000"]],
    ["an instant", "at", time("2026-01-01T12:29:59.000Z"), ["44999", "45000"]],
    ["a wall clock reading", "wall", time("2026-01-01T12:29:59.000Z"), ["44999", "45000"]],
  ] as const)("reads from %s on, that included, in its order", async (_, column, from, ids) => {
    const found = await all({ cursor: { column, from, before: null } });
    expect(found.map(([id]) => String(id))).toEqual(ids);
  });

  it("reads a stretch, its end not included", async () => {
    const cursor = { column: "at", from: time("2026-01-01T00:00:10.000Z"), before: time("2026-01-01T00:00:12.000Z") };
    expect((await all({ cursor })).map(([id]) => String(id))).toEqual(["10", "11"]);
  });

  it("does not write", async () => {
    const connector = await connectTo(source, means);
    try {
      await expect(
        (async () => {
          for await (const _ of connector.read(reading({ table: `or"der's; delete from x` })))
            throw new Error("it read something");
        })(),
      ).rejects.toThrow(/no table/);
    } finally {
      await connector.close();
    }
  });

  it("ends when it is told to", async () => {
    const ending = new AbortController();
    let read = 0;
    await using(async (connector) => {
      try {
        for await (const block of connector.read(reading({ signal: ending.signal }))) {
          read += block.rows.length;
          ending.abort();
        }
      } catch {
        // A connection that is cut may say so.
      }
    });
    expect(read).toBeLessThan(rows);
  });

  it.skipIf(source.kind === "sqlite")("that does not know the account says so, without its password", async () => {
    const wrong = connectTo({ ...source, user: "nobody" } as typeof source, { ...means, password: "wrong-and-secret" });
    await expect(wrong).rejects.toThrow(/S( cannot be reached)?: /);
    await expect(wrong).rejects.not.toThrow(/wrong-and-secret/);
  });
});
