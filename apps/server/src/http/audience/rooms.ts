import type { FeedEvent } from "@sextant/model/api/feed";
import type { Catalog } from "@sextant/model/definition/catalog";
import { visibleTo } from "@sextant/semantic/privacy/visible";
import type { Ask } from "../../ask/ask.ts";
import { inForceTo } from "../../ask/audiences.ts";
import type { Rooms } from "../handler.ts";
import { definitionsTo } from "./definitions.ts";
import { notifyTo } from "./notify.ts";
import { practiceTo } from "./practice.ts";
import { noSuch, type View } from "./view.ts";

/** A fact with what a reader may not see taken out; null when nothing is left. */
export const heardBy = (event: FeedEvent, { kpis, metrics }: Catalog): FeedEvent | null => {
  if ("kpi" in event) return kpis.has(event.kpi) ? event : null;
  if ("kpis" in event) {
    const left = event.kpis.filter((id) => kpis.has(id));
    return left.length === 0 && event.kpis.length > 0 ? null : { ...event, kpis: left };
  }
  if (!("definitions" in event)) return event;
  const left = event.definitions.filter((key) => {
    const [type, id = ""] = key.split(":");
    if (type === "kpi") return kpis.has(id);
    return type !== "metric" || metrics.has(id);
  });
  return left.length === 0 ? null : { ...event, definitions: left };
};

/** The rooms as a person, or nobody in particular, may see them. */
export const roomsTo = (rooms: Rooms, ask: Ask, reader: string | null): Rooms => {
  const whole = (): Catalog => rooms.definitions.state().catalog;
  const view: View = {
    reader,
    whole,
    seen: () => visibleTo(reader, whole()),
    seesKpi: (id) => visibleTo(reader, whole()).kpis.has(id),
  };
  const requireMetric = (id: string): void => {
    if (whole().metrics.has(id) && !view.seen().metrics.has(id)) throw noSuch("metric", id);
  };
  return {
    ...rooms,
    ask,
    definitions: {
      ...definitionsTo(rooms.definitions, view),
      state: () => inForceTo(reader, rooms.definitions.state()),
    },
    practice: practiceTo(rooms.practice, view),
    notify: notifyTo(rooms.notify, view),
    entries: {
      due: async (back) => {
        const { metrics, ...rest } = await rooms.entries.due(back);
        const seen = metrics.filter(({ id }) => view.seen().metrics.has(id));
        const overdue = seen.flatMap(({ periods }) => periods).filter(({ state }) => state === "overdue").length;
        return { ...rest, overdue, metrics: seen };
      },
      trail: async (metric) => {
        requireMetric(metric);
        return rooms.entries.trail(metric);
      },
      enter: async (metric, given, author) => {
        requireMetric(metric);
        return rooms.entries.enter(metric, given, author);
      },
    },
    heard: (event) => {
      const told = rooms.heard(event);
      return told === null ? null : heardBy(told, view.seen());
    },
  };
};
