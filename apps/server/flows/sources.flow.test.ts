import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startPostgres, type TestPostgres } from "../src/store/postgres.fixture.ts";
import { discard, type Flow, startFlow } from "./server.fixture.ts";

const server: TestPostgres | string = await startPostgres();
const absent = typeof server === "string";

const password = "hunter2-and-more";

const workspace = (url: URL): Record<string, string> => ({
  "workspace.yaml": `workspace: { id: shop, label: Corner shop, as_of: "2026-03-01T00:00" }
calendar: { time_zone: Europe/Berlin }
people:
  - { id: ada, label: Ada }
sources:
  - id: crm
    kind: postgres
    label: The CRM
    host: 127.0.0.1
    port: ${url.port}
    database: ${url.pathname.slice(1)}
    user: reader
    secret: crm_password
    promised_lag: 2d
datasets:
  - id: orders
    label: Orders
    source: { from: crm, table: orders, cursor: updated_at, lookback: 1h }
    time: ordered_at
    stale_after: 60d
    key: [id]
    columns:
      id: { type: integer, nullable: false }
      ordered_at: { type: datetime, nullable: false }
      updated_at: { type: datetime, nullable: false }
      amount: { type: decimal }
      channel: { type: string }
metrics:
  - { id: revenue, kind: simple, label: Revenue, unit: count, direction: up_is_good, dataset: orders, aggregation: sum, expression: amount }
kpis:
  - id: revenue
    metric: revenue
    objective: The shop lives from it.
    owner: ada
    level: company
    grain: month
    cadence: monthly
    timing: lagging
    target: { value: 100, provenance: Plan }
    thresholds: { green: ">= 100", yellow: ">= 50 and < 100", red: "< 50" }
    action_when_red: Call a meeting.
    cannot_be_gamed_because: Money in the till is counted by the bank.
dashboards:
  - { id: shop, label: Shop, grain: month, kpis: [revenue] }
`,
});

describe.skipIf(absent)("A PostgreSQL source", () => {
  let flow: Flow;
  let url: URL;
  let database: pg.Client;

  const pull = async () => {
    await flow.call("runSource", { params: { id: "crm" }, body: {} });
    await flow.running.sources.idle();
    const { lastRun } = await flow.call("source", { params: { id: "crm" } });
    return lastRun;
  };
  const status = async (): Promise<string | undefined> => {
    await flow.running.clock.idle();
    const { tiles } = await flow.call("dashboard", { params: { id: "shop" } });
    return tiles[0]?.standing.status;
  };
  const revenue = async (): Promise<unknown[]> => {
    await flow.running.clock.idle();
    const { series } = await flow.call("ask", {
      body: { metrics: ["revenue"], grain: "month", from: "2026-01-01", to: "2026-03-01" },
    });
    return series[0]?.observations.map(({ value }) => value) ?? [];
  };

  beforeAll(async () => {
    if (typeof server === "string") return;
    url = new URL(await server.fresh());
    database = new pg.Client({ connectionString: url.href });
    await database.connect();
    await database.query(`create table orders (id bigint primary key, ordered_at timestamptz not null,
      updated_at timestamptz not null, amount numeric(12,2), channel text, secret_note text)`);
    await database.query(`create role reader login password '${password}'`);
    await database.query("grant select on orders to reader");
    // Elsewhere the clock shows another hour: instants must not move.
    await database.query(`alter database ${url.pathname.slice(1)} set timezone to 'Asia/Tokyo'`);
    await database.query(`insert into orders values
      (1, '2026-01-31 22:59:59Z', '2026-01-31 23:00Z', 60, 'web'),
      (2, '2026-01-31 23:00:00Z', '2026-01-31 23:00Z', 120.5, null)`);
    flow = await startFlow({ files: workspace(url) });
    await flow.running.sources.idle();
  });
  afterAll(async () => {
    if (flow !== undefined) await discard(flow);
    await database?.end();
    if (typeof server !== "string") await server.stop();
  });

  it("without its secret says how to set it, and leaves its KPI unknown", async () => {
    const { sources } = await flow.call("sources");
    expect(sources[0]).toMatchObject({ state: "failed", rows: 0 });
    expect(sources[0]?.problem).toMatch(/sextant secret set crm_password/);
    await flow.running.clock.idle();
    expect(await status()).toBe("unknown");
  });

  it("is pulled once the secret is there; instants keep their instant whatever the server's zone", async () => {
    await flow.call("setSecret", { params: { name: "crm_password" }, body: { value: password } });
    expect(await pull()).toMatchObject({ outcome: "done", read: 2, landed: 2, refused: 0 });
    // One second before February in Berlin, and its first second.
    expect(await revenue()).toEqual([60, 120.5]);
  });

  it("reads only what is new, in the order of its cursor, and an unchanged row lands once", async () => {
    await database.query("insert into orders values (3, '2026-02-10 10:00Z', '2026-02-10 10:00Z', 4.5, 'shop')");
    // The overlap of one hour before the highest cursor is empty but for the row that set it.
    expect(await pull()).toMatchObject({ read: 3, landed: 1, changed: 0 });
    expect(await pull()).toMatchObject({ read: 1, landed: 0, cursor: null });
    expect(await revenue()).toEqual([60, 125]);
  });

  it("takes a changed row in place of its earlier state, and keeps one that is gone", async () => {
    await database.query("update orders set amount = 100.5, updated_at = '2026-02-11 10:00Z' where id = 2");
    await database.query("delete from orders where id = 1");
    expect(await pull()).toMatchObject({ read: 2, landed: 1, changed: 1 });
    expect(await revenue()).toEqual([60, 105]);
    const { datasets } = await flow.call("datasets");
    expect(datasets[0]?.rows).toBe(3);
  });

  it("finds a row that shows up 30 days out of order, because its cursor is new", async () => {
    await database.query("insert into orders values (4, '2026-01-12 10:00Z', '2026-02-11 10:30Z', 7, 'web')");
    expect(await pull()).toMatchObject({ landed: 1 });
    expect(await revenue()).toEqual([67, 105]);
  });

  it("misses one whose cursor lies before the lookback, until the range is read again", async () => {
    await database.query("insert into orders values (5, '2026-01-13 10:00Z', '2026-02-01 00:00Z', 3, 'web')");
    expect(await pull()).toMatchObject({ landed: 0 });
    await flow.call("backfillSource", { params: { id: "crm" }, body: { from: "2026-02-01", to: "2026-02-02" } });
    await flow.running.sources.idle();
    const { runs } = await flow.call("source", { params: { id: "crm" } });
    // Berlin's first of February begins at 23:00 UTC: no other row has its cursor in this day but 5.
    expect(runs[0]).toMatchObject({ cause: "backfill", read: 1, landed: 1 });
    expect(await revenue()).toEqual([70, 105]);
    expect(await pull()).toMatchObject({ landed: 0 });
  });

  it("leaves out a row that cannot be read, says which, and takes the others", async () => {
    await database.query(
      "insert into orders values (6, 'infinity', '2026-02-12 10:00Z', 9, 'web'), (7, '2026-02-12 10:00Z', '2026-02-12 10:00Z', 1, 'web')",
    );
    const run = await pull();
    expect(run).toMatchObject({ outcome: "done", landed: 1, refused: 1 });
    expect(run?.findings[0]?.message).toMatch(/"ordered_at" wants a date-time.*infinity/);
    await database.query("delete from orders where id = 6");
  });

  it("whose connections are cut in the middle of a load is tried again, and every row is there once", async () => {
    await database.query(`insert into orders select 1000 + i, '2026-02-20 10:00Z', timestamptz '2026-02-20 10:00Z' + i * interval '1 second', 0, 'web'
      from generate_series(1, 60000) i`);
    await flow.call("runSource", { params: { id: "crm" }, body: {} });
    const cut = async (): Promise<boolean> => {
      const sql = `select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'sextant' and state <> 'idle' and query like 'SELECT "id"%' and pid <> pg_backend_pid()`;
      return ((await database.query(sql)).rowCount ?? 0) > 0;
    };
    for (let tries = 0; !(await cut()); tries += 1) {
      if (tries > 2000) throw new Error("no load was seen");
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    await flow.running.sources.idle();
    const { lastRun, rows } = await flow.call("source", { params: { id: "crm" } });
    expect(lastRun).toMatchObject({ outcome: "done" });
    expect(rows).toBe(60_006);
  });

  it("that lost a column keeps its rows, says so, and its KPI is unknown", async () => {
    expect(await status()).not.toBe("unknown");
    await database.query("alter table orders rename column amount to total");
    expect(await pull()).toMatchObject({ outcome: "failed", problem: expect.stringMatching(/no column "amount"/) });
    expect(await status()).toBe("unknown");
    const { rows } = await flow.call("source", { params: { id: "crm" } });
    expect(rows).toBe(60_006);
    await database.query("alter table orders rename column total to amount");
    expect(await pull()).toMatchObject({ outcome: "done" });
    expect(await status()).not.toBe("unknown");
  });

  it("can be tested and listed, and only reads", async () => {
    expect((await flow.call("testSource", { params: { id: "crm" } })).answer).toMatch(/^PostgreSQL \d/);
    const { tables } = await flow.call("sourceTables", { params: { id: "crm" } });
    expect(tables.map(({ name }) => name)).toEqual(["orders"]);
  });

  it("is not pulled twice at once", async () => {
    const body = { method: "POST", headers: { "content-type": "application/json", origin: flow.url }, body: "{}" };
    const answers = await Promise.all([1, 2, 3].map(() => flow.fetch("/v1/sources/crm/run", body)));
    expect(answers.map(({ status: code }) => code).toSorted((a, b) => a - b)).toEqual([202, 409, 409]);
    await flow.running.sources.idle();
  });

  it("never shows its password: not in answers, runs, the export, nor in any file of the data folder", async () => {
    const answers = await Promise.all(
      ["/v1/sources", "/v1/sources/crm", "/v1/secrets", "/v1/definitions", "/v1/findings", "/metrics"].map(
        async (path) => (await flow.fetch(path)).text(),
      ),
    );
    for (const answer of answers) expect(answer).not.toContain(password);
    expect((await flow.call("secrets")).secrets).toMatchObject([{ name: "crm_password" }]);
    const data = join(flow.folder, ".sextant");
    const files = readdirSync(data, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const holding = files
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => readFileSync(path).includes(password));
    expect(holding).toEqual([]);
    expect(statSync(join(data, "secret.key")).mode & 0o777).toBe(0o600);
  });
});
