import type { Catalog } from "@sextant/model/definition/catalog";
import type { Annotation } from "@sextant/model/practice/annotation";
import type { Author } from "@sextant/model/practice/author";
import { concerns, isDefined } from "@sextant/model/practice/scope";
import { Problem } from "@sextant/model/problem/problem";
import { parsePeriodKey } from "@sextant/model/time/arithmetic";
import { holidaysBetween } from "@sextant/model/time/holidays";
import { annotationById, annotationsWithin, insertAnnotation, removeAnnotation } from "../store/annotation.ts";
import { newId } from "../store/id.ts";
import type { Practice } from "./practice.ts";
import type { PracticeServices } from "./services.ts";

/** Longest span of days for which holidays are said, in ms: ten years. */
const longestSpan = 10 * 366 * 86_400_000;

/** What the calendar says about the days asked for; nothing without both ends, for a calendar has none. */
const holidays = (catalog: Catalog, from: string | undefined, to: string | undefined): Annotation[] => {
  if (from === undefined || to === undefined) return [];
  const [first, last] = [parsePeriodKey(from, catalog.calendar), parsePeriodKey(to, catalog.calendar)];
  if (first === null || last === null || last.end - first.start > longestSpan) return [];
  return holidaysBetween({ start: first.start, end: last.end }, catalog.calendar).map(({ date, label }) => ({
    id: `holiday:${date}`,
    scope: { type: "workspace" },
    from: date,
    to: date,
    kind: "holiday",
    text: label,
    link: null,
    expects: null,
    author: null,
    createdAt: 0,
  }));
};

const isOwn = (annotation: Annotation, author: Author): boolean =>
  annotation.author !== null &&
  annotation.author.kind === author.kind &&
  annotation.author.name === author.name &&
  annotation.author.person === author.person;

/** Remarks: written, read by KPI and day together with the calendar's holidays, and taken back. */
export const annotationsOf = ({
  store,
  feed,
  definitions,
  now,
}: PracticeServices): Pick<Practice, "annotations" | "annotate" | "removeAnnotation"> => ({
  annotations: async ({ kpi, from, to }) => {
    const { catalog } = definitions.state();
    const written = await annotationsWithin(store, { from, to });
    const all = [...written, ...holidays(catalog, from, to)].sort((a, b) =>
      a.from < b.from ? -1 : a.from > b.from ? 1 : 0,
    );
    return kpi === undefined ? all : all.filter(({ scope }) => concerns(scope, kpi, catalog));
  },
  annotate: async (body, author) => {
    const { catalog } = definitions.state();
    const { scope } = body;
    if (!isDefined(scope, catalog))
      throw new Problem("not_found", `There is no ${scope.type} ${"id" in scope ? JSON.stringify(scope.id) : ""}.`, {
        hint: "Name one that is defined, or write the remark for the whole workspace.",
      });
    const { from, to = from, kind, text, link = null, expects = null } = body;
    const annotation: Annotation = {
      ...{ id: newId(), scope, from, to, kind, text, link, expects, author },
      createdAt: now(),
    };
    const kpis = [...catalog.kpis.keys()].filter((kpi) => concerns(scope, kpi, catalog));
    const event = await store.db.transaction().execute(async (transaction) => {
      await insertAnnotation(transaction, annotation);
      return feed.record(transaction, { type: "annotated", annotation: annotation.id, kpis });
    });
    feed.publish(event);
    return annotation;
  },
  removeAnnotation: async (id, author, any) => {
    const annotation = await annotationById(store, id);
    if (annotation === null)
      throw new Problem("not_found", "There is no such remark.", { hint: "It may have been taken back already." });
    if (!any && !isOwn(annotation, author))
      throw new Problem("not_allowed", "Somebody else wrote this remark.", {
        hint: "Its author takes it back, or an administrator.",
      });
    await removeAnnotation(store, id, now());
    await feed.append({ type: "annotated", annotation: id, kpis: [] });
  },
});
