import { createHash } from "node:crypto";
import { occurrencesFrom } from "@sextant/model/practice/occurrence";
import { kpisOf, type ReviewSeries } from "@sextant/model/practice/review-series";
import { Problem } from "@sextant/model/problem/problem";
import { periodAt } from "@sextant/model/time/arithmetic";
import ical from "ical-generator";
import { type CalendarLink, calendarLinkBy, replaceCalendarLink } from "../store/calendar-link.ts";
import type { ReviewFile, Reviews } from "./reviews.ts";
import { labelOf, nameOf, nowOf, type ReviewServices } from "./services.ts";

/** Dates of each series a calendar program is shown. */
const dates = 12;

/** Calendars remembered before starting afresh; each is some 10 kB. */
const mostRemembered = 1000;

const takesPart = ({ participants, presenter }: ReviewSeries, person: string | null): boolean =>
  person === null || presenter === person || participants.includes(person);

/** The entity tag of bytes. */
export const etagOf = (file: string | Uint8Array): string =>
  `"${createHash("sha256").update(file).digest("base64url").slice(0, 22)}"`;

const write = (link: CalendarLink, services: ReviewServices): string => {
  const { catalog, versions } = services.definitions.state();
  const { id, label } = catalog.workspace;
  const calendar = ical({ name: `${label}: reviews`, prodId: { company: "Sextant", product: "Reviews" } });
  const today = periodAt(nowOf(services), "day", catalog.calendar).start;
  const series = [...catalog.reviews.values()].filter((one) =>
    link.series === null ? takesPart(one, link.person) : one.id === link.series,
  );
  for (const one of series) {
    const stamp = new Date(versions.get(`review:${one.id}`)?.history[0]?.appliedAt ?? 0);
    const lines = kpisOf(one, catalog).map((kpi) => labelOf(catalog, kpi));
    const led = one.presenter === undefined ? [] : [`Presenter: ${nameOf(catalog, one.presenter)}`];
    for (const { day, start, end } of occurrencesFrom(one, catalog.calendar, today, dates))
      calendar.createEvent({
        ...{ id: `${one.id}-${day}@${id}.sextant`, stamp, start: new Date(start), end: new Date(end) },
        ...{ summary: one.label, description: [...led, ...lines].join("\n") },
      });
  }
  return calendar.toString();
};

/** Calendars by link: written once a day and definition, so that a program that polls every second costs one look-up. */
export const calendarOf = (services: ReviewServices): Pick<Reviews, "calendar" | "calendarLink"> => {
  const { store, definitions, secrets, now } = services;
  const remembered = new Map<string, { of: unknown; day: string; file: ReviewFile }>();
  return {
    calendarLink: async (series, { owner, author }) => {
      if (series !== undefined && !definitions.state().catalog.reviews.has(series))
        throw new Problem("not_found", `There is no review ${JSON.stringify(series)}.`);
      const secret = secrets.make();
      const { person } = author;
      await replaceCalendarLink(store, {
        ...{ hash: secrets.hash(secret), owner, person, series: series ?? null, created_at: now() },
      });
      return secret;
    },
    calendar: async (token) => {
      const link = await calendarLinkBy(store, secrets.hash(token));
      if (link === null)
        throw new Problem("not_found", "There is no such calendar.", {
          hint: "Its address was replaced, or its owner left. Make a new one on the page of reviews.",
        });
      const { catalog } = definitions.state();
      const day = periodAt(nowOf(services), "day", catalog.calendar).key;
      const known = remembered.get(link.hash);
      if (known?.of === catalog && known.day === day) return known.file;
      const text = write(link, services);
      const type = "text/calendar; charset=utf-8";
      const file = { file: text, type, etag: etagOf(text), name: "reviews.ics" };
      if (remembered.size >= mostRemembered) remembered.clear();
      remembered.set(link.hash, { of: catalog, day, file });
      return file;
    },
  };
};
