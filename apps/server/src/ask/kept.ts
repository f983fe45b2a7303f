import { parsePeriodKey } from "@sextant/model/time/arithmetic";
import type { Interval } from "@sextant/model/time/interval";
import type { Period } from "@sextant/model/time/period";
import { joinedFor, reportingOf } from "@sextant/semantic/kinds/kinds";
import type { Question } from "@sextant/semantic/question";
import type { SeriesRow } from "@sextant/semantic/series";
import { definitionHash } from "@sextant/semantic/version/version";
import type { Landings } from "../store/landing.ts";
import type { Moment } from "./moment.ts";

/** Values kept altogether before those asked for longest ago go: some 100 MB. */
const mostValues = 500_000;

/** What is known of one period of one metric, cut and chosen in one way: a row per slice. */
export interface KeptPeriod {
  rows: readonly SeriesRow[];
  /** Where the rows lie that the values rest on. */
  rests: Interval;
}

/**
 * Values of closed periods, kept from answer to answer. They hold until rows land in what they rest on, until the file behind them
 * is loaded anew, or until the definition, or that of a dataset it reads, means something else.
 */
export interface KeptPeriods {
  /** The series of a metric as a question asks for it; null where nothing of it may be kept or used at this moment. */
  series(metric: string, question: Question, moment: Moment): KeptSeries | null;
  clear(): void;
}

export interface KeptSeries {
  /** What is kept of a period, when it holds at the question's `until`. */
  get(period: Period): KeptPeriod | undefined;
  /** Keeps what was computed at the moment. */
  keep(period: Period, known: KeptPeriod): void;
}

interface Entry {
  /** By dataset, the landing up to which it was looked at whether rows landed in a period. */
  seen: Map<string, number>;
  periods: Map<string, KeptPeriod>;
}

const nameOf = ({ start, end }: Period): string => `${start}-${end}`;

const overlaps = (rests: Interval, { start, end }: Interval): boolean => rests.start < end && start < rests.end;

/** Opens an empty store of kept periods. */
export const openKeptPeriods = (landings: Landings): KeptPeriods => {
  const entries = new Map<string, Entry>();
  let values = 0;

  const drop = (entry: Entry, holds: (period: KeptPeriod) => boolean): void => {
    for (const [name, period] of entry.periods) {
      if (holds(period)) continue;
      entry.periods.delete(name);
      values -= period.rows.length;
    }
  };
  const makeRoom = (): void => {
    for (const [key, entry] of entries) {
      if (values <= mostValues) return;
      drop(entry, () => false);
      entries.delete(key);
    }
  };
  /** What the rows of every dataset read mean, and how they are joined: conditions and dimensions name columns no metric does. */
  const meaningOfRows = (metric: string, question: Question, { catalog }: Moment): string[] =>
    [...reportingOf(metric, catalog), ...joinedFor(metric, question, catalog)].map((id) =>
      definitionHash(catalog, "dataset", id),
    );
  /** Forgets what landed in since; false when the moment lies before what was looked at. */
  const catchUp = (entry: Entry, metric: string, question: Question, moment: Moment): boolean => {
    const joined = joinedFor(metric, question, moment.catalog);
    for (const dataset of [...reportingOf(metric, moment.catalog), ...joined]) {
      const now = moment.sequences.get(dataset) ?? 0;
      const seen = entry.seen.get(dataset);
      if (seen !== undefined && now < seen) return false;
      if (seen !== undefined && now > seen) {
        const touched = joined.includes(dataset) ? null : landings.touchedSince(dataset, seen);
        drop(entry, ({ rests }) => touched !== null && !touched.some((stretch) => overlaps(rests, stretch)));
      }
      entry.seen.set(dataset, now);
    }
    return true;
  };

  return {
    series: (metric, question, moment) => {
      const { versions, catalog } = moment.inForce;
      const meaning = versions.get(`metric:${metric}`)?.hash;
      const calendar = versions.get("calendar:calendar")?.hash;
      if (moment.catalog !== catalog || meaning === undefined || calendar === undefined) return null;
      const rows = meaningOfRows(metric, question, moment);
      const key = JSON.stringify([meaning, rows, calendar, question.grain, question.by, question.where]);
      const entry = entries.get(key) ?? { seen: new Map(), periods: new Map() };
      if (!catchUp(entry, metric, question, moment)) return null;
      entries.delete(key);
      entries.set(key, entry);
      const seen = JSON.stringify([...entry.seen]);
      return {
        get: (period) => {
          const known = entry.periods.get(nameOf(period));
          if (known === undefined || Math.max(period.end, known.rests.end) > question.until) return undefined;
          return known;
        },
        keep: (period, known) => {
          const isWhole = parsePeriodKey(period.key, catalog.calendar)?.end === period.end;
          if (!isWhole || Math.max(period.end, known.rests.end) > question.until) return;
          if (entries.get(key) !== entry || JSON.stringify([...entry.seen]) !== seen) return;
          values += known.rows.length - (entry.periods.get(nameOf(period))?.rows.length ?? 0);
          entry.periods.set(nameOf(period), known);
          makeRoom();
        },
      };
    },
    clear: () => {
      entries.clear();
      values = 0;
    },
  };
};
