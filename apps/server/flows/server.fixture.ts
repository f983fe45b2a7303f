import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { RouteAnswer } from "@sextant/model/api/client";
import { paths, type RouteId } from "@sextant/model/api/paths";
import type { Route } from "@sextant/model/api/route";
import { routes } from "@sextant/model/api/routes";
import { readConfig } from "../src/config.ts";
import { type Running, start } from "../src/main.ts";

/** A small real workspace: orders arrive by push, visits from a file. */
export const shop: Record<string, string> = {
  "workspace.yaml": `workspace: { id: shop, label: Corner shop, as_of: "2026-03-01T00:00" }
calendar: { time_zone: Europe/Berlin }
people:
  - { id: ada, label: Ada }
`,
  "datasets.yaml": `datasets:
  - id: orders
    label: Orders
    time: ordered_at
    columns:
      ordered_at: { type: datetime, nullable: false }
      amount: { type: number }
      channel: { type: string }
    dimensions: [channel]
  - id: visits
    label: Visits
    source: { file: visits.csv }
    time: day
    columns:
      day: { type: date, nullable: false }
      visitors: { type: integer }
`,
  "metrics.yaml": `metrics:
  - { id: revenue, kind: simple, label: Revenue, unit: count, direction: up_is_good, dataset: orders, aggregation: sum, expression: amount }
  - { id: visitors, kind: simple, label: Visitors, unit: count, direction: up_is_good, dataset: visits, aggregation: sum, expression: visitors }
`,
  "kpis.yaml": `kpis:
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
  "visits.csv": "day,visitors\n2026-01-05,10\n2026-02-03,20\n",
};

/** Writes files below a new folder and gives its path. */
export const folderOf = (files: Record<string, string>): string => {
  const folder = mkdtempSync(join(tmpdir(), "sextant-flow-"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
};

/** What is sent: as for `fetch`, with plain headers, and a bearer token in `as`. */
export type Sent = Omit<RequestInit, "headers"> & { headers?: Record<string, string>; as?: string };

/** A server under test, and how to talk to it. */
export interface Flow {
  running: Running;
  url: string;
  folder: string;
  /** Sentences said while starting. */
  said: string[];
  /** Fetches a path; `as` is a bearer token. */
  fetch(path: string, init?: Sent): Promise<Response>;
  /** Calls a route and checks status and schema of its answer. */
  call<Id extends RouteId>(id: Id, input?: CallInput): Promise<RouteAnswer<Id>>;
  stop(): Promise<void>;
}

interface CallInput {
  params?: Record<string, string>;
  query?: string;
  body?: unknown;
  headers?: Record<string, string>;
  as?: string;
}

const json = { "content-type": "application/json" };

/** Starts the whole server on a workspace and a free port, with real engines. */
export const startFlow = async (
  options: {
    files?: Record<string, string>;
    folder?: string;
    args?: string[];
    env?: Record<string, string>;
    now?: () => number;
  } = {},
): Promise<Flow> => {
  const folder = options.folder ?? folderOf(options.files ?? shop);
  const args = ["--workspace", folder, "--port", "0", ...(options.args ?? [])];
  const config = readConfig(args, { SEXTANT_LOG_LEVEL: "silent", ...options.env });
  if (!config) throw new Error("no configuration");
  const said: string[] = [];
  const running = await start(config, { now: options.now ?? Date.now, say: (text) => void said.push(text) });
  await running.loaded;
  const { url } = running;
  const send: Flow["fetch"] = (path, { as, headers, ...init } = {}) =>
    fetch(url + path, {
      redirect: "manual",
      ...init,
      headers: { ...(as ? { authorization: `Bearer ${as}` } : {}), ...headers },
    });
  return {
    running,
    url,
    folder,
    said,
    fetch: send,
    call: async (id, { params = {}, query = "", body, headers = {}, as } = {}) => {
      const route: Route = routes[id];
      const path = paths[id].path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
      const content = body === undefined ? {} : { body: JSON.stringify(body) };
      const reply = await send(path + query, {
        method: paths[id].method,
        headers: { ...(body === undefined ? {} : json), ...headers },
        ...content,
        ...(as === undefined ? {} : { as }),
      });
      const text = await reply.text();
      if (reply.status !== route.success) throw new Error(`${id} answered ${reply.status}: ${text}`);
      return route.response?.parse(JSON.parse(text)) as never;
    },
    stop: () => running.close(),
  };
};

/** Stops a server and takes its folder away. */
export const discard = async (flow: Flow): Promise<void> => {
  await flow.stop();
  rmSync(flow.folder, { recursive: true, force: true });
};

/** Creates the owner with the setup link and gives the session's cookie and CSRF token. */
export const setUpOwner = async (flow: Flow): Promise<{ cookie: string; csrf: string }> => {
  const token = await flow.running.access.newSetupSecret();
  const body = JSON.stringify({ token, name: "Ada", email: "ada@example.org", password: "correct horse battery" });
  const reply = await flow.fetch("/v1/setup", { method: "POST", headers: json, body });
  if (reply.status !== 201) throw new Error(await reply.text());
  const { csrfToken } = (await reply.json()) as { csrfToken: string };
  return { cookie: cookieOf(reply), csrf: csrfToken };
};

/** The name=value of the cookie an answer sets. */
export const cookieOf = (reply: Response): string => reply.headers.getSetCookie()[0]?.split(";")[0] ?? "";
