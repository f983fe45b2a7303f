import { type Occurrence, occurrenceBefore, occurrencesFrom, seriesState } from "@sextant/model/practice/occurrence";
import type { SeriesView } from "@sextant/model/practice/review";
import { kpisOf, type ReviewSeries } from "@sextant/model/practice/review-series";
import { localToInstant } from "@sextant/model/time/zone";
import { heldReviews } from "../store/review.ts";
import type { Reviews } from "./reviews.ts";
import { nameOf, nowOf, type ReviewServices } from "./services.ts";

/** Held reviews listed at once. */
const most = 500;

type Held = Awaited<ReturnType<typeof heldReviews>>;

/** The date a series owes a review for, if any, and its next one. */
export interface Standing {
  state: SeriesView["state"];
  owed: Occurrence | null;
  next: Occurrence;
  open: string | null;
}

/** How a series stands. A series owes nothing for dates before its first day, or before it was defined. */
export const standingOf = (
  series: ReviewSeries,
  held: Held,
  services: Pick<ReviewServices, "definitions" | "now">,
): Standing => {
  const { catalog, versions } = services.definitions.state();
  const { calendar } = catalog;
  const now = nowOf(services);
  const latest = occurrenceBefore(series, calendar, now);
  const own = held.filter((review) => review.series === series.id);
  const open = own.find(({ state }) => state === "open")?.id ?? null;
  const defined = versions.get(`review:${series.id}`)?.history.at(-1)?.appliedAt ?? 0;
  const since = series.starts === undefined ? defined : (localToInstant(series.starts, calendar.timeZone) ?? 0);
  const heldFor = own.some(({ day }) => day === latest?.day);
  const state = seriesState({ latest, heldFor, isOpen: open !== null, since, now, calendar });
  const [next = { day: "", start: now, end: now }] = occurrencesFrom(
    series,
    calendar,
    Math.max(now, latest?.end ?? 0),
    1,
  );
  return { state, owed: state === "due" || state === "overdue" ? latest : null, next, open };
};

/** The list of series and of the reviews held. */
export const seriesOf = (services: ReviewServices): Pick<Reviews, "list"> => ({
  list: async () => {
    const { catalog } = services.definitions.state();
    const held = await heldReviews(services.store);
    const labels = new Map([...catalog.reviews.values()].map(({ id, label }) => [id, label]));
    const series = [...catalog.reviews.values()].map((one): SeriesView => {
      const { state, owed, next, open } = standingOf(one, held, services);
      return {
        ...{ id: one.id, label: one.label, cadence: one.cadence, kpis: kpisOf(one, catalog), minutes: one.minutes },
        ...{ presenter: one.presenter === undefined ? null : nameOf(catalog, one.presenter), state, open },
        ...{ owes: owed?.day ?? null, next: next.start, nextDay: next.day },
      };
    });
    return {
      ...{ now: nowOf(services), timeZone: catalog.calendar.timeZone, series },
      held: held.slice(0, most).map(({ id, series: of, day, state }) => ({
        ...{ id, series: of, label: labels.get(of) ?? of, day },
        state: state === "open" ? "open" : "closed",
      })),
    };
  },
});
