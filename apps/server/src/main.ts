import { realpathSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import type { KpiAnswer } from "@sextant/model/api/answers/kpi";
import type { FeedEvent } from "@sextant/model/api/feed";
import type { Catalog } from "@sextant/model/definition/catalog";
import { problems } from "@sextant/model/problem/problem";
import type { Source } from "@sextant/model/source/source";
import closeWithGrace from "close-with-grace";
import type { FastifyInstance } from "fastify";
import { type Access, openAccess } from "./access/access.ts";
import { hashSecret, newSecret } from "./access/secret.ts";
import { inForceTo, openAudiences } from "./ask/audiences.ts";
import { type Clock, startClock } from "./clock/clock.ts";
import { type Schedules, startSchedules } from "./clock/schedules.ts";
import { type Config, help, processConfig } from "./config.ts";
import { readFolder } from "./definitions/folder.ts";
import { type DefinitionRoom, openDefinitions } from "./definitions/room.ts";
import { openEntries } from "./entries/entries.ts";
import { openEvaluate } from "./evaluate/evaluate.ts";
import { type Feed, openFeed } from "./feed/feed.ts";
import { problemOf } from "./http/fault.ts";
import { checkAddress, listen } from "./http/listen.ts";
import { openLog } from "./http/log.ts";
import { buildServer } from "./http/server.ts";
import { openIntake } from "./intake/room.ts";
import { meansFor } from "./intake/sources/means.ts";
import { openSources, type Sources } from "./intake/sources/sources.ts";
import { type Notify, openNotify } from "./notify/notify.ts";
import { openPersonal } from "./practice/personal-room.ts";
import { openPractice } from "./practice/room.ts";
import { openReviews } from "./reviews/room.ts";
import { takeDataDirectory } from "./store/data-directory.ts";
import { openDrifts } from "./store/drift.ts";
import { openLandings } from "./store/landing.ts";
import { openSealing, sealingKey } from "./store/sealing.ts";
import { openSourceRuns } from "./store/source-run.ts";
import { openStore } from "./store/store.ts";
import { openVault } from "./store/vault.ts";
import { openRollups } from "./warehouse/rollups.ts";
import { openWarehouse } from "./warehouse/warehouse.ts";

/** A server that listens. */
export interface Running {
  app: FastifyInstance;
  url: string;
  access: Access;
  definitions: DefinitionRoom;
  clock: Clock;
  sources: Sources;
  schedules: Schedules;
  feed: Feed;
  notify: Notify;
  /** Settles when the data of the workspace has been read; the server answers before. */
  loaded: Promise<void>;
  close(): Promise<void>;
}

/** The effects of starting that tests replace: the clock, and where sentences for people go. */
export interface Surroundings {
  now: () => number;
  say: (sentence: string) => void;
}

/** Milliseconds a stop waits for rows being read; a load that is cut off starts anew, so nothing is lost. */
const longestWait = 3000;

/** Milliseconds before each further try of a source that is away. */
const retryAfter = [1000, 5000, 20_000];

/** Rows of a file from which on it is said how far reading is. */
const sayFrom = 500_000;

/** Builds and starts everything; what was opened is closed again when something fails. Throws Problems. */
export const start = async (config: Config, { now, say }: Surroundings): Promise<Running> => {
  const closers: (() => unknown)[] = [];
  const close = async (): Promise<void> => {
    for (let closer = closers.pop(); closer; closer = closers.pop()) await closer();
  };
  const opened = <T>(thing: T, closer: (thing: T) => unknown): T => {
    closers.push(() => closer(thing));
    return thing;
  };
  try {
    const directory = opened(takeDataDirectory(config.data, process.pid), (it) => it.release());
    const store = opened(await openStore(config.store), (it) => it.close());
    const feed = await openFeed(store, now);
    const access = await openAccess(store, now);
    await checkAddress(config.host, access);
    const drifts = await openDrifts(store);
    const editsFolder = config.edits === "folder" && !config.asApplied ? config.workspace : null;
    const definitions = await openDefinitions(store, feed, now, drifts, editsFolder);
    if (!config.asApplied || definitions.isEmpty()) await definitions.takeFolder(readFolder(config.workspace));

    const warehouse = opened(await openWarehouse(config.warehouse), (it) => it.close());
    const landings = await openLandings(store);
    const logger = openLog(config.logLevel, process.stdout);
    const report = (error: unknown): void => logger.error({ err: error }, "work in the background failed");
    const folders = { workspace: config.workspace, uploads: join(config.data, "uploads") };
    const { pushRowsPerMinute } = config;
    const intake = openIntake({ store, warehouse, feed, landings, now, report, folders, pushRowsPerMinute });
    const problems = (): ReadonlyMap<string, string> => intake.problems();
    const entries = openEntries({ warehouse, definitions, intake, now });
    const rollups = await openRollups({ warehouse, store, landings });
    const drift = { kept: drifts, columns: () => intake.columnDrift() };
    const known = { definitions, drift, rollups, problems };
    const audiences = openAudiences({ store, warehouse, landings, ...known, now, version: config.version });
    const ask = audiences.whole;
    const bench = {
      store,
      feed,
      definitions,
      ask: (question: Parameters<typeof ask.ask>[0]) => ask.ask(question),
      now,
    };
    const practice = openPractice(bench);
    const personal = openPersonal(bench);
    // What is reviewed is read by everybody in the room: personal KPIs do not exist there (P5).
    const common = audiences.to(null);
    const reviews = openReviews({
      ...{ store, feed, now, secrets: { make: newSecret, hash: hashSecret } },
      definitions: { ...definitions, state: () => inForceTo(null, definitions.state()) },
      ask: (question) => common.ask(question),
      kpi: async (id, query) => JSON.parse((await common.kpi(id, query)).json) as KpiAnswer,
    });
    const evaluate = openEvaluate({ store, feed, warehouse, drifts, now, receiptDays: config.receiptDays });
    const freshness = (): ReturnType<typeof intake.freshness> => intake.freshness();
    const clock = opened(
      startClock({
        feed,
        ask,
        evaluate,
        practice,
        personal,
        reviews,
        definitions,
        drift,
        rollups,
        freshness,
        now,
        report,
      }),
      (it) => it.stop(),
    );

    const catalog = (): Catalog => definitions.state().catalog;
    const sealing = openSealing(() => sealingKey(config.secretKey, config.data));
    const vault = openVault(store, sealing);
    let address = "";
    const notify = opened(
      openNotify({
        ...{ store, feed, now, report, chance: Math.random, internalHosts: config.internalHosts },
        catalog,
        sealing,
        link: (path) => `${config.publicUrl ?? address}${path}`,
      }),
      (it) => it.stop(),
    );

    const tidy = (): void => void Promise.all([intake.tidy(), feed.prune()]).catch(report);
    opened(setInterval(tidy, 3_600_000).unref(), clearInterval);
    const { pulling } = intake;
    const means = meansFor(vault, config);
    const runs = openSourceRuns(store);
    const pulls = { store, feed, runs, pulling, means, catalog, warehouse, landings, now, report, retryAfter };
    const sources = opened(await openSources(pulls), (it) => it.stop());
    const schedules = opened(startSchedules({ feed, sources, catalog, now, report }), (it) => it.stop());

    let ready = false;
    let loaded = Promise.resolve();
    closers.push(() =>
      Promise.race([loaded.catch(() => undefined), setTimeout(longestWait, undefined, { ref: false })]),
    );
    const folder = (): ReturnType<typeof readFolder> => readFolder(config.workspace);
    // A name of its own, so that no password of a database opens a webhook.
    const webhookSecret = async (name: string): Promise<string | null> =>
      (await vault.names()).some((secret) => secret.name === `webhook_${name}`)
        ? vault.open(`webhook_${name}`)
        : (config.webhookSecrets.get(name) ?? null);
    const data = { intake, entries, sources, vault, nextRun: (source: Source) => schedules.next(source) };
    const practised = { practice, personal, evaluate, notify };
    const rooms = {
      access,
      definitions,
      ask,
      ...practised,
      reviews,
      ...data,
      feed,
      now,
      heard: (event: FeedEvent) => event,
      readFolder: folder,
      ready: () => ready,
    };
    const serving = { ...config, rooms, askTo: (reader: string | null) => audiences.to(reader), logger, webhookSecret };
    const app = opened(await buildServer(serving), (it) => it.close());
    const url = await listen(app, config.host, config.port);
    address = url;
    await notify.tick();
    directory.announce({ url, pid: process.pid, token: access.tokens.localSecret, startedAt: now() });

    const load = async (): Promise<void> => {
      await intake.prepare(catalog());
      const results = await intake.load(catalog(), undefined, (dataset, rows, done) => {
        if (done) say(`Read ${dataset}: ${rows.toLocaleString("en")} rows`);
        else if (rows >= sayFrom) say(`Reading ${dataset}: ${rows.toLocaleString("en")} rows so far`);
        feed.append({ type: "loading", dataset, rows, done }).catch(report);
      });
      for (const { dataset, problem } of results) if (problem !== null) say(`${dataset}: ${problem}`);
      ready = true;
      await clock.refresh();
      await schedules.tick();
    };
    loaded = load();
    return { app, url, access, definitions, clock, sources, schedules, feed, notify, loaded, close };
  } catch (error) {
    await close();
    throw error;
  }
};

const greet = async ({ url, access, definitions }: Running, say: (sentence: string) => void): Promise<void> => {
  const { catalog, findings } = definitions.state();
  const errors = findings.filter((finding) => finding.severity === "error").length;
  if (errors > 0) say(`The files have ${errors} errors; the last good definitions stay in force. See ${url}/findings`);
  say(`\n  ${catalog.workspace.label}\n  ${url}\n`);
  const secret = await access.newSetupSecret();
  if (secret === null) return;
  say(
    "Open without a password, on this computer only. To have accounts, create the owner with this link (one use, 24 h):",
  );
  say(`  ${url}/setup?token=${secret}\n`);
};

const fail = (error: unknown): number => {
  const problem = problemOf(error);
  const lines = [problem.message, ...(problem.hint === undefined ? [] : [problem.hint])];
  const places = problem.findings.map(({ place, message, hint, severity }) =>
    severity === "error" ? `${place ? `${place.file}:${place.line}:${place.column}: ` : ""}${message} ${hint}` : "",
  );
  const bug = problem.code === "internal" && problem.cause instanceof Error ? [problem.cause.stack ?? ""] : [];
  process.stderr.write(
    `${[`${problems[problem.code].title}.`, ...lines, ...places, ...bug].filter(Boolean).join("\n")}\n`,
  );
  return problems[problem.code].exit;
};

const run = async (): Promise<void> => {
  const config = processConfig();
  if (!config) return void process.stdout.write(help);
  // What is written holds facts and password hashes: it is for this user only, also in a folder that others may enter.
  process.umask(0o077);
  const say = (sentence: string): void => void process.stdout.write(`${sentence}\n`);
  const running = await start(config, { now: Date.now, say });
  let closing = false;
  closeWithGrace({ delay: 10_000, logger: false }, async ({ err }) => {
    closing = true;
    if (err) fail(err);
    await running.close();
  });
  await greet(running, say);
  try {
    await running.loaded;
  } catch (error) {
    if (closing) return;
    const code = fail(error);
    await running.close();
    process.exit(code);
  }
};

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href)
  run().catch((error: unknown) => process.exit(fail(error)));
