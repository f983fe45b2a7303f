import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { plainServer, type ServerProcess, spawnServer, untilReady, withData } from "../server.ts";

/** The dataset rows are pushed to, and a KPI and a dashboard that read it. */
const workspace = `workspace: { id: push, label: Push }
calendar: { time_zone: Europe/Berlin }
people:
  - { id: ada, label: Ada }
datasets:
  - id: events
    label: Events
    time: at
    columns:
      at: { type: datetime, nullable: false }
      person: { type: string }
      kind: { type: string }
      amount: { type: number }
      n: { type: integer }
    dimensions: [kind]
metrics:
  - { id: amount, kind: simple, label: Amount, unit: count, direction: up_is_good, dataset: events, aggregation: sum, expression: amount }
  - { id: events, kind: simple, label: Events, unit: count, direction: up_is_good, dataset: events, aggregation: count }
kpis:
  - id: amount
    metric: amount
    objective: It is what is pushed.
    owner: ada
    grain: day
    cadence: daily
    timing: leading
    thresholds: { green: ">= 100", yellow: ">= 50 and < 100", red: "< 50" }
    action_when_red: Push more.
    cannot_be_gamed_because: Nobody gains by it.
dashboards:
  - { id: push, label: Push, grain: day, kpis: [amount] }
`;

/** Rows of one batch. */
export const batchRows = 1000;

/** Rows of a batch, of the last hours. */
export const rowsOf = (batch: number, now: number): Record<string, unknown>[] =>
  Array.from({ length: batchRows }, (_, index) => ({
    at: new Date(now - ((batch * 7919 + index * 104_729) % 7_200_000)).toISOString(),
    person: `person-${(batch * 31 + index * 37) % 50_000}`,
    kind: ["view", "click", "order", "return"][index % 4],
    amount: Math.round(((batch + 1) * index * 37.7) % 10_000) / 100,
    n: batch * batchRows + index,
  }));

/** Runs work with a server over the workspace, in a process, a folder and a data directory of its own. */
export const withPushServer = async <T>(work: (server: ServerProcess, data: string) => Promise<T>): Promise<T> => {
  const folder = await mkdtemp(join(tmpdir(), "sextant-push-"));
  await writeFile(join(folder, "all.yaml"), workspace);
  try {
    return await withData(async (data) => {
      const server = await spawnServer([...plainServer, "--workspace", folder], data);
      try {
        await untilReady(server);
        return await work(server, data);
      } finally {
        await server.stop();
      }
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
