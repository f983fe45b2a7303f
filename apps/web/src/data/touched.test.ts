import type { FeedEvent } from "@sextant/model/api/feed";
import { describe, expect, it } from "vitest";
import { isTouched } from "./touched.ts";

const computed: FeedEvent = { seq: 1, at: 0, type: "computed", datasets: ["flights"], kpis: ["on_time_rate"] };
const board = (...ids: string[]) => ({
  queryKey: ["dashboard", "ops", null],
  data: { tiles: ids.map((id) => ({ id })) },
});
const kept = (...queryKey: unknown[]) => ({ queryKey, data: {} });

describe("a computed KPI", () => {
  it("touches the dashboards that show it and its own page, and no others", () => {
    expect(isTouched(computed, board("on_time_rate", "delay"))).toBe(true);
    expect(isTouched(computed, board("delay"))).toBe(false);
    expect(isTouched(computed, kept("kpi", "on_time_rate", { grain: "day" }))).toBe(true);
    expect(isTouched(computed, kept("kpi", "delay", {}))).toBe(false);
    expect(isTouched(computed, kept("workspace"))).toBe(false);
    expect(isTouched(computed, kept("findings"))).toBe(false);
  });

  it("touches its cohorts, and what was entered by hand", () => {
    expect(isTouched(computed, kept("cohorts", "on_time_rate", "month"))).toBe(true);
    expect(isTouched(computed, kept("cohorts", "delay", "month"))).toBe(false);
    expect(isTouched(computed, kept("entries", "audits"))).toBe(true);
  });

  it("touches the dictionary, which shows statuses, but not when nothing was computed", () => {
    expect(isTouched(computed, kept("dictionary"))).toBe(true);
    expect(isTouched({ ...computed, kpis: [] }, kept("dictionary"))).toBe(false);
  });

  it("touches a dashboard whose answer is still awaited, for it may be the older one", () => {
    expect(isTouched(computed, { queryKey: ["dashboard", "ops", null], data: undefined })).toBe(true);
  });
});

describe("other facts", () => {
  it("applied definitions touch every answer but the session, accounts and tokens", () => {
    const applied: FeedEvent = { seq: 2, at: 0, type: "applied", changes: 1 };
    expect(
      ["workspace", "dashboard", "kpi", "dictionary", "findings"].every((noun) => isTouched(applied, kept(noun))),
    ).toBe(true);
    expect(["session", "accounts", "tokens"].some((noun) => isTouched(applied, kept(noun)))).toBe(false);
  });

  it("what was learned touches the pages of its KPIs, which show their history, and nothing else", () => {
    const learned: FeedEvent = { seq: 5, at: 0, type: "learned", kpis: ["on_time_rate"] };
    expect(isTouched(learned, kept("kpi", "on_time_rate", {}))).toBe(true);
    expect(isTouched(learned, kept("kpi", "delay", {}))).toBe(false);
    expect(isTouched(learned, board("on_time_rate"))).toBe(false);
    expect(isTouched(learned, kept("dictionary"))).toBe(false);
  });

  it("landed rows touch the list of datasets, which tells how fresh each is; a pull touches the sources besides", () => {
    const landed: FeedEvent = { seq: 6, at: 0, type: "landed", dataset: "flights", rows: 5 };
    const pulled = {
      seq: 7,
      at: 0,
      type: "pulled",
      source: "crm",
      dataset: "flights",
      outcome: "done",
      rows: 5,
    } as const;
    expect(["datasets", "sources"].map((noun) => isTouched(landed, kept(noun)))).toEqual([true, false]);
    expect(["datasets", "sources", "source"].every((noun) => isTouched(pulled, kept(noun)))).toBe(true);
  });

  it("landed rows touch no number until they are computed; a finished load touches everything", () => {
    expect(isTouched({ seq: 3, at: 0, type: "landed", dataset: "flights", rows: 5 }, board("on_time_rate"))).toBe(
      false,
    );
    const loading = { seq: 4, at: 0, type: "loading", dataset: "flights", rows: 5 } as const;
    expect(isTouched({ ...loading, done: false }, board("on_time_rate"))).toBe(false);
    expect(isTouched({ ...loading, done: true }, board("on_time_rate"))).toBe(true);
  });
});
