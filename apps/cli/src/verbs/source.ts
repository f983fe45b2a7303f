import type { SourceAnswer, SourceItem } from "@sextant/model/api/answers/source";
import { Problem } from "@sextant/model/problem/problem";
import type { SourceRun } from "@sextant/model/source/run";
import { table, titled } from "../print/table.ts";
import { withServer } from "../server/with-server.ts";
import { type Context, listOption, textOption, type Verb } from "../verb.ts";

type Client = Parameters<Parameters<typeof withServer>[1]>[0]["client"];

const usage = (what: string): Problem => new Problem("invalid_request", what, { hint: "See: sextant source --help" });

const when = (instant: number | null): string =>
  instant === null ? "–" : new Date(instant).toISOString().slice(0, 16).replace("T", " ");

const runRow = (run: SourceRun): string[] => [
  when(run.startedAt),
  run.dataset,
  run.cause,
  run.outcome.replace("_", " "),
  String(run.read),
  String(run.landed),
  String(run.refused),
  run.endedAt === null ? "–" : `${((run.endedAt - run.startedAt) / 1000).toFixed(1)} s`,
];
const runHead = titled("began", "dataset", "cause", "outcome", "read", "landed", "refused", "took");

const itemRow = (item: SourceItem): string[] => [
  item.id,
  item.kind,
  item.state,
  String(item.rows),
  when(item.watermark),
  when(item.lastRun?.startedAt ?? null),
  when(item.nextRun),
];

const showOne = (source: SourceAnswer): string => {
  const health = source.health.map(({ dataset, freshness, volume }) => [
    dataset,
    freshness.isLate ? "late" : "fresh",
    when(freshness.watermark),
    volume.verdict.replaceAll("_", " "),
    String(volume.rows),
  ]);
  return [
    `${source.label}: ${source.state}${source.problem === null ? "" : `. ${source.problem}`}`,
    table(titled("dataset", "freshness", "newest row", "volume", "rows of the last day"), health),
    table(runHead, source.runs.slice(0, 10).map(runRow)),
  ].join("\n\n");
};

/** Milliseconds between two looks at a run. */
const lookEvery = 250;

const follow = async (
  client: Client,
  id: string,
  begun: readonly SourceRun[],
  say: Context["say"],
): Promise<SourceRun[]> => {
  const ids = new Set(begun.map((run) => run.id));
  for (;;) {
    const { runs } = await client("source", { params: { id } });
    const mine = runs.filter((run) => ids.has(run.id));
    if (mine.every(({ outcome }) => outcome !== "running")) return mine;
    for (const { dataset, read, outcome } of mine)
      if (outcome === "running" && read > 0) say(`${dataset}: ${read} rows so far`);
    await new Promise((resolve) => setTimeout(resolve, lookEvery));
  }
};

const pull = async (context: Context, id: string, backfill: boolean): Promise<number> => {
  const named = listOption(context, "dataset");
  const datasets = named.length === 0 ? {} : { datasets: named };
  const [from, to] = [textOption(context, "from"), textOption(context, "to")];
  if (backfill && (from === undefined || to === undefined)) throw usage("A backfill needs --from and --to.");
  const runs = await withServer(context, async ({ client }) => {
    const begun =
      from === undefined || to === undefined
        ? await client("runSource", { params: { id }, body: datasets })
        : await client("backfillSource", { params: { id }, body: { ...datasets, from, to } });
    return follow(client, id, begun.runs, (text) => context.say(text));
  });
  if (context.json) context.write(JSON.stringify({ runs }));
  else {
    context.write(table(runHead, runs.map(runRow)));
    for (const { problem, dataset } of runs) if (problem !== null) context.write(`${dataset}: ${problem}`);
  }
  return runs.every(({ outcome }) => outcome === "done") ? 0 : 1;
};

type Act = (context: Context, id: string) => Promise<number>;

const answered = (context: Context, value: unknown, said: string): number => {
  context.write(context.json ? JSON.stringify(value) : said);
  return 0;
};

const acts: Record<string, Act> = {
  show: async (context, id) => {
    const source = await withServer(context, ({ client }) => client("source", { params: { id } }));
    return answered(context, source, showOne(source));
  },
  test: async (context, id) => {
    const found = await withServer(context, ({ client }) => client("testSource", { params: { id } }));
    return answered(context, found, `${id} answers: ${found.answer} (${found.milliseconds} ms)`);
  },
  tables: async (context, id) => {
    const found = await withServer(context, ({ client }) => client("sourceTables", { params: { id } }));
    const rows = found.tables.map(({ name, rows: count }) => [name, count === null ? "–" : String(count)]);
    return answered(context, found, table(titled("name", "rows, about"), rows));
  },
  cancel: async (context, id) => {
    const answer = await withServer(context, ({ client }) => client("cancelSource", { params: { id } }));
    return answered(context, answer, answer.cancelled ? `${id} is being cut off.` : `${id} is not being pulled.`);
  },
  run: (context, id) => pull(context, id, false),
  backfill: (context, id) => pull(context, id, true),
};

/** Lists, tests and pulls sources. */
export const source: Verb = {
  name: "source",
  summary: "List, test and pull the sources data comes from",
  arguments: [
    { name: "act", description: "list, show, test, tables, run, cancel or backfill" },
    { name: "source", description: "Id of the source" },
  ],
  options: [
    { flags: "--dataset <ids>", description: "Only these of its datasets, separated by commas" },
    { flags: "--from <date>", description: "Backfill: first local date or date-time of the cursor" },
    { flags: "--to <date>", description: "Backfill: where to stop, not included" },
  ],
  examples: [
    "sextant source list",
    "sextant source test crm",
    "sextant source run crm",
    "sextant source backfill crm --from 2026-01-01 --to 2026-02-01",
  ],
  run: async (context) => {
    const [act = "list", id] = context.arguments;
    if (act === "list") {
      const answer = await withServer(context, ({ client }) => client("sources", {}));
      const head = titled("source", "kind", "state", "rows", "newest row", "last run", "next run");
      const said = answer.sources.length === 0 ? "No sources are defined." : table(head, answer.sources.map(itemRow));
      return answered(context, answer, said);
    }
    const found = Object.hasOwn(acts, act) ? acts[act] : undefined;
    if (found === undefined) throw usage(`${JSON.stringify(act)} is nothing to do with a source.`);
    if (id === undefined) throw usage("No source was named.");
    return found(context, id);
  },
};
