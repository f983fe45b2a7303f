import type { EntriesDue, Entry, EntryBody, EntryList } from "@sextant/model/api/answers/entry";
import type { Dataset } from "@sextant/model/dataset/dataset";
import { manualEntries } from "@sextant/model/dataset/manual-entries";
import type { Catalog } from "@sextant/model/definition/catalog";
import { Problem } from "@sextant/model/problem/problem";
import { parsePeriodKey, periodAt } from "@sextant/model/time/arithmetic";
import { civilDateOf } from "@sextant/model/time/civil";
import type { Grain } from "@sextant/model/time/grain";
import { writePeriodKey } from "@sextant/model/time/key";
import type { Period } from "@sextant/model/time/period";
import { localParts } from "@sextant/model/time/zone";
import { workspaceNow } from "@sextant/model/workspace/now";
import { enteredAs } from "@sextant/semantic/entered";
import { entriesOf, standingEntries } from "../warehouse/entry-table.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import { entriesDue, owedMetrics } from "./due.ts";

/** Takes and shows what people enter. */
export interface Entries {
  /** Enters or corrects a value; throws not_found and invalid_request. */
  enter(metric: string, given: EntryBody, author: string): Promise<Entry>;
  /** Everything entered for a metric, newest first. */
  trail(metric: string): Promise<EntryList>;
  /** Every metric people enter by period, looking `back` whole periods back from the workspace's now. */
  due(back: number): Promise<EntriesDue>;
}

export interface EntryServices {
  warehouse: Warehouse;
  definitions: { state(): { catalog: Catalog } };
  /** Where rows land. */
  intake: {
    land(
      dataset: Dataset,
      body: AsyncIterable<Uint8Array>,
      format: "json",
      options: { atomic: boolean; batchKey: string | null },
    ): Promise<unknown>;
  };
  /** The server's clock, epoch ms. */
  now: () => number;
}

/** Entries of one metric that are shown. */
const mostShown = 500;

const grainOf = (id: string, catalog: Catalog): Grain => {
  const metric = catalog.metrics.get(id);
  if (metric === undefined) throw new Problem("not_found", `There is no metric ${JSON.stringify(id.slice(0, 64))}.`);
  const entered = enteredAs(metric);
  if (entered !== null) return entered.grain;
  throw new Problem("invalid_request", `The values of ${id} come from rows; nobody enters them.`, {
    hint: "Only metrics of kind manual take entries.",
  });
};

const periodOf = (key: string, grain: Grain, { calendar }: Catalog, now: number): Period => {
  const current = periodAt(now, grain, calendar);
  const hint = `Write the key of a ${grain}, e.g. ${current.key}.`;
  const refuse = (message: string): Problem => new Problem("invalid_request", message, { hint });
  const period = parsePeriodKey(key, calendar);
  if (period === null) throw refuse(`${JSON.stringify(key)} is no period.`);
  if (period.grain !== grain) throw refuse(`${key} is a ${period.grain}; values are entered per ${grain}.`);
  if (period.end <= period.start) throw refuse(`${key} never was: the calendar's zone skipped it.`);
  if (period.start > now) throw refuse(`${key} has not begun.`);
  return period;
};

const firstDay = (period: Period, { calendar }: Catalog): string => {
  const { dayNumber } = localParts(period.start, calendar.timeZone);
  return writePeriodKey({ grain: "day", ...civilDateOf(dayNumber) });
};

async function* bytesOf(row: object): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(JSON.stringify([row]));
}

/** Opens the room of manual entries. */
export const openEntries = ({ warehouse, definitions, intake, now }: EntryServices): Entries => ({
  enter: async (metric, given, author) => {
    const { catalog } = definitions.state();
    const grain = grainOf(metric, catalog);
    const period = periodOf(given.period, grain, catalog, workspaceNow(catalog, now()));
    const enteredAt = now();
    const entry = { value: given.value, author, evidence: given.evidence ?? null, note: given.note ?? null };
    const row = {
      day: firstDay(period, catalog),
      metric,
      period_key: period.key,
      ...entry,
      entered_at: new Date(enteredAt).toISOString(),
    };
    await intake.land(manualEntries, bytesOf(row), "json", { atomic: true, batchKey: null });
    return { ...entry, period: period.key, enteredAt, inForce: true };
  },
  trail: async (metric) => {
    const grain = grainOf(metric, definitions.state().catalog);
    const seen = new Set<string>();
    const entries = (await entriesOf(warehouse, metric, mostShown)).map((row) => {
      const inForce = !seen.has(row.period);
      seen.add(row.period);
      return { ...row, inForce };
    });
    return { metric, grain, entries };
  },
  due: async (back) => {
    const { catalog } = definitions.state();
    const owed = owedMetrics(catalog);
    const ids = owed.map(({ metric }) => metric.id);
    const rows = ids.length === 0 ? [] : await standingEntries(warehouse, ids);
    return entriesDue(owed, rows, { catalog, now: workspaceNow(catalog, now()), back });
  },
});
