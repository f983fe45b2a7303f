import { basename, extname } from "node:path";
import { Readable } from "node:stream";
import type { DashboardAnswer } from "@sextant/model/api/answers/dashboard";
import type { OwnDataAnswer, ownDataBodySchema } from "@sextant/model/api/answers/own-data";
import type { Catalog } from "@sextant/model/definition/catalog";
import type { Finding } from "@sextant/model/problem/finding";
import { Problem } from "@sextant/model/problem/problem";
import { type ClockChange, type ClockFacts, clockFor } from "@sextant/model/profile/clock";
import { formulaOf } from "@sextant/model/profile/formula";
import { handleOf } from "@sextant/model/profile/handle";
import type { FileProfile } from "@sextant/model/profile/profile";
import { type Proposal, propose } from "@sextant/model/profile/propose";
import { localToInstant } from "@sextant/model/time/zone";
import { pinnedInstant, workspaceNow } from "@sextant/model/workspace/now";
import { withClock, writeDefinitions } from "@sextant/semantic/write/definitions";
import type { z } from "zod";
import type { Handlers, Rooms } from "../handler.ts";

type Body = z.output<typeof ownDataBodySchema>;
type File = OwnDataAnswer["files"][number];

/** The name of a file without what an upload adds to it. */
const stemOf = (source: Body["source"]): string => {
  const name = "upload" in source ? source.upload : source.file;
  const stem = basename(name, extname(name));
  return "upload" in source ? stem.replace(/-[0-9a-f]{10}$/, "") : stem;
};

const datasetId = (body: Body, catalog: Catalog): string => {
  const taken = new Set([...catalog.datasets.keys(), ...catalog.dashboards.keys()]);
  if (body.dataset === undefined) return handleOf(stemOf(body.source), taken);
  if (!taken.has(body.dataset)) return body.dataset;
  throw new Problem("conflict", `There is a dataset or dashboard ${body.dataset} already.`, {
    hint: "Choose another name.",
  });
};

/** What is there already, and how the proposal stands to it. */
interface Setting {
  catalog: Catalog;
  /** Files in force. */
  files: readonly File[];
  /** The server's clock, epoch ms. */
  clock: number;
}

const proposalOf = (body: Body, dataset: string, profile: FileProfile, { catalog, clock }: Setting): Proposal =>
  propose(profile, {
    dataset,
    label: body.label ?? stemOf(body.source),
    source: body.source,
    calendarZone: catalog.calendar.timeZone,
    now: clock,
    taken: new Set([...catalog.metrics.keys(), ...catalog.kpis.keys()]),
    time: body.time,
    timeZone: body.time_zone,
    types: body.types,
    leaveOut: body.leave_out,
    kpis: body.kpis,
  });

/** Where an archive ends, by the local clock and as an instant. */
const endOf = ({ endsAt }: Proposal, { catalog }: Setting): ClockFacts["ends"] => {
  const instant = endsAt === null ? null : localToInstant(endsAt, catalog.calendar.timeZone);
  return endsAt === null || instant === null ? null : { local: endsAt, instant };
};

const filesOf = (
  body: Body,
  { dataset, proposal, change }: { dataset: string; proposal: Proposal; change: ClockChange },
  { files }: Setting,
): File[] => {
  const own = { path: `data-${dataset.replaceAll("_", "-")}.yaml`, text: writeDefinitions(proposal.definitions) };
  const home = files.find(({ text }) => /^workspace:/m.test(text));
  const moves = body.move_clock && change.asOf !== undefined && home !== undefined;
  return moves ? [own, { path: home.path, text: withClock(home.text, change.asOf ?? null) }] : [own];
};

const kpisOf = ({ metrics }: Proposal): OwnDataAnswer["kpis"] =>
  metrics
    .filter(({ shown }) => shown)
    .map((one) => ({ id: one.metric.id, label: one.metric.label, why: one.why, formula: formulaOf(one) }));

const problemOf = ({ message, hint }: Problem): OwnDataAnswer["problem"] => ({ detail: message, hint: hint ?? null });

/** Reads the data and computes the proposed KPIs; what keeps it from that is told, and the proposal stands. */
const valuesOf = async (
  { definitions, intake, ask }: Rooms,
  dataset: string,
  files: readonly File[],
  at: number,
): Promise<{ dashboard: DashboardAnswer | null; problem: OwnDataAnswer["problem"]; findings: readonly Finding[] }> => {
  const { catalog, findings } = await definitions.plan([...files], false);
  if (catalog === null)
    return {
      dashboard: null,
      problem: { detail: "The proposed definitions have errors.", hint: null },
      findings: findings.filter(({ severity }) => severity === "error"),
    };
  const { problem, findings: rows } = await intake.tryOut(catalog, dataset, at);
  if (problem !== null) return { dashboard: null, problem: { detail: problem, hint: null }, findings: rows };
  return { dashboard: await ask.preview(catalog, dataset, at), problem: null, findings: rows };
};

const proposeFor = async (rooms: Rooms, body: Body, now: number): Promise<OwnDataAnswer> => {
  const { catalog } = rooms.definitions.state();
  const setting = { catalog, files: (await rooms.definitions.export()).files, clock: now };
  const dataset = datasetId(body, catalog);
  const { profile, sheets } = await rooms.intake.profile(body.source, body.format ?? {});
  const timeZone = body.time_zone ?? catalog.calendar.timeZone;
  const bare = { dataset, profile, sheets, timeZone, clock: null, dashboard: null, findings: [...profile.findings] };
  let proposal: Proposal;
  try {
    proposal = proposalOf(body, dataset, profile, setting);
  } catch (error) {
    // Which column is the time is for a person to say, who needs to see the columns for it.
    if (!(error instanceof Problem)) throw error;
    return { ...bare, time: null, grain: null, kpis: [], files: [], problem: problemOf(error) };
  }
  const ends = endOf(proposal, setting);
  const change = clockFor({ pinned: pinnedInstant(catalog), ends, hasOthers: catalog.kpis.size > 0 });
  const files = filesOf(body, { dataset, proposal, change }, setting);
  const isSeen = change.asOf === undefined && !change.isStale;
  const at = isSeen ? workspaceNow(catalog, now) : (ends?.instant ?? now);
  const values = body.values
    ? await valuesOf(rooms, dataset, files, at)
    : { dashboard: null, problem: null, findings: [] };
  return {
    ...bare,
    time: proposal.time.name,
    grain: proposal.grain,
    kpis: kpisOf(proposal),
    files,
    clock: change.sentence,
    dashboard: values.dashboard,
    problem: values.problem,
    findings: [...bare.findings, ...values.findings],
  };
};

/** Handlers of one's own data: from a file to definitions that fit it. Accepting is applying the files that are answered. */
export const ownDataHandlers = (rooms: Rooms): Pick<Handlers, "upload" | "proposeFromData"> => ({
  upload: async ({ query, request }) => {
    if (!(request.body instanceof Readable))
      throw new Problem("invalid_request", "The file is the body of the request.");
    try {
      return { value: await rooms.intake.upload(query.name, request.body as AsyncIterable<Uint8Array>) };
    } finally {
      // What is left is read and dropped, or the next request on this connection would wait behind it for ever.
      request.body.resume();
    }
  },
  proposeFromData: async ({ body }) => ({ value: await proposeFor(rooms, body, rooms.now()) }),
});
