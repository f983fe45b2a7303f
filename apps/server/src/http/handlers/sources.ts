import type { SourceItem } from "@sextant/model/api/answers/source";
import { Problem } from "@sextant/model/problem/problem";
import type { SourceRun } from "@sextant/model/source/run";
import type { Source } from "@sextant/model/source/source";
import { localToInstant } from "@sextant/model/time/zone";
import { workspaceNow } from "@sextant/model/workspace/now";
import { durationOf } from "@sextant/semantic/duration";
import { datasetsOf } from "../../intake/sources/sources.ts";
import type { Handlers, Rooms } from "../handler.ts";

type SourceRoutes =
  | "sources"
  | "source"
  | "testSource"
  | "sourceTables"
  | "runSource"
  | "backfillSource"
  | "cancelSource"
  | "secrets"
  | "setSecret"
  | "removeSecret";

/** Runs of a source in its answer. */
const shownRuns = 50;

const stateOf = (runs: readonly SourceRun[], isRunning: boolean, isLate: boolean): SourceItem["state"] => {
  if (isRunning) return "running";
  const newest = new Map<string, SourceRun>();
  for (const run of runs) if (!newest.has(run.dataset)) newest.set(run.dataset, run);
  if (newest.size === 0) return "never";
  if ([...newest.values()].some(({ outcome }) => outcome === "failed")) return "failed";
  return isLate ? "late" : "ok";
};

const secretOf = async (rooms: Rooms, source: Source): Promise<SourceItem["secret"]> => {
  const name = "secret" in source ? source.secret : undefined;
  if (name === undefined) return null;
  return { name, isSet: (await rooms.vault.names()).some((kept) => kept.name === name) };
};

const itemOf = async (rooms: Rooms, source: Source): Promise<{ item: SourceItem; runs: SourceRun[] }> => {
  const { catalog } = rooms.definitions.state();
  const datasets = datasetsOf(catalog, source.id);
  const freshness = rooms.intake.freshness();
  const known = datasets.flatMap(({ id }) => freshness.get(id) ?? []);
  const marks = known.map(({ watermark }) => watermark);
  const watermark =
    marks.includes(null) || marks.length === 0 ? null : Math.min(...marks.flatMap((mark) => mark ?? []));
  const promisedLag = durationOf(source.promised_lag);
  const isLate = watermark === null || workspaceNow(catalog, rooms.now()) - watermark > promisedLag;
  const runs = await rooms.sources.runs(source.id, shownRuns);
  const state = stateOf(runs, rooms.sources.isRunning(source.id), isLate);
  const item: SourceItem = {
    id: source.id,
    kind: source.kind,
    label: source.label,
    description: source.description ?? null,
    schedule: source.schedule ?? null,
    promisedLag,
    datasets: datasets.map(({ id }) => id),
    state,
    problem: runs.find(({ outcome }) => outcome !== "running")?.problem ?? null,
    watermark,
    rows: known.reduce((sum, { rows }) => sum + rows, 0),
    lastRun: runs[0] ?? null,
    nextRun: datasets.length === 0 ? null : await rooms.nextRun(source),
    secret: await secretOf(rooms, source),
    backfills: datasets.flatMap(({ id, source: from }) => (from?.cursor === undefined ? [] : [id])),
  };
  return { item, runs };
};

/** Handlers of sources and secrets. */
export const sourceHandlers = (rooms: Rooms): Pick<Handlers, SourceRoutes> => {
  const { sources, vault, definitions, now } = rooms;
  const found = (id: string): Source => {
    const source = definitions.state().catalog.sources.get(id);
    if (source === undefined) throw new Problem("not_found", `There is no source ${JSON.stringify(id)}.`);
    return source;
  };
  const instant = (text: string): number => {
    const at = localToInstant(text, definitions.state().catalog.calendar.timeZone);
    if (at !== null) return at;
    throw new Problem("invalid_request", `${JSON.stringify(text.slice(0, 40))} is no date.`, {
      hint: "Write 2026-01-31 or 2026-01-31T08:00.",
    });
  };
  return {
    sources: async () => {
      const all = [...definitions.state().catalog.sources.values()];
      const items = await Promise.all(all.map((source) => itemOf(rooms, source)));
      return { value: { sources: items.map(({ item }) => item), now: now() } };
    },
    source: async ({ params }) => {
      const { item, runs } = await itemOf(rooms, found(params.id));
      return { value: { ...item, runs, health: await sources.health(params.id), now: now() } };
    },
    testSource: async ({ params }) => ({ value: await sources.test(params.id) }),
    sourceTables: async ({ params }) => ({ value: { tables: await sources.tables(params.id) } }),
    runSource: async ({ params, body }) => ({
      value: { runs: await sources.start(params.id, { cause: "person", datasets: body.datasets }) },
    }),
    backfillSource: async ({ params, body }) => {
      const range = { from: instant(body.from), to: instant(body.to) };
      if (range.to <= range.from)
        throw new Problem("invalid_request", "The range ends before it begins.", { hint: "Give an earlier `from`." });
      const runs = await sources.start(params.id, { cause: "backfill", datasets: body.datasets, range });
      return { value: { runs } };
    },
    cancelSource: ({ params }) => ({ value: { cancelled: sources.cancel(params.id) } }),
    secrets: async () => ({ value: { secrets: await vault.names() } }),
    setSecret: async ({ params, body, caller: { actor } }) => {
      const by = actor.kind === "anonymous" ? actor.kind : actor.name;
      await vault.set({ name: params.name, value: body.value, at: now(), by });
      return { value: {} };
    },
    removeSecret: async ({ params }) => {
      if (!(await vault.remove(params.name))) throw new Problem("not_found", `There is no secret ${params.name}.`);
      return { value: {} };
    },
  };
};
