import type { AlertRule } from "@sextant/model/alert/rule";
import { alertRuleSchema } from "@sextant/model/alert/rule";
import type { Catalog } from "@sextant/model/definition/catalog";
import type { Observation } from "@sextant/model/series/observation";
import type { Judgement } from "@sextant/model/standing/judgement";
import type { Status, StatusReason } from "@sextant/model/standing/status";
import { readWorkspace } from "@sextant/semantic/read/read";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Feed, openFeed } from "../../feed/feed.ts";
import { unsettledAlerts } from "../../store/alert.ts";
import { evaluationsOf } from "../../store/alert-state.ts";
import { shopYaml } from "../../store/alerts-shop.fixture.ts";
import { openStore, type Store } from "../../store/store.ts";
import { judgeAlerts } from "./judge-alerts.ts";
import type { AlertMoment, RuleSeries } from "./moment.ts";

const day = 86_400_000;
const first = Date.UTC(2026, 0, 1);
const shop = ((): Catalog => {
  const { catalog } = readWorkspace([{ path: "shop.yaml", text: shopYaml }]);
  if (catalog === null) throw new Error("the shop is not sound");
  return catalog;
})();

let store: Store;
let feed: Feed;
let now = first;

beforeEach(async () => {
  store = await openStore("sqlite::memory:");
  now = first + 400 * day;
  feed = await openFeed(store, () => now);
});
afterEach(() => store.close());

const observationsOf = (values: readonly (number | null)[]): Observation[] =>
  values.map((value, index) => ({
    ...{ periodKey: new Date(first + index * day).toISOString().slice(0, 10), start: first + index * day },
    ...{ end: first + (index + 1) * day, value, numerator: null, denominator: null, sampleSize: 10 },
    ...{ presence: value === null ? "unknown" : "value", settled: true, current: false },
  }));

const judgementOf = (
  values: readonly (number | null)[],
  status: Status = "green",
  reason: StatusReason = "ok",
): Judgement => {
  const observations = observationsOf(values);
  const periodKey = observations.at(-1)?.periodKey ?? "";
  const standing = { status, reason, sentence: `It is ${status}.`, periodKey, computed: status };
  return {
    kpi: "revenue",
    grain: "day",
    standing,
    observations,
    definition: { version: 1, hash: "" },
    meaning: "",
    receipt: "",
  };
};

const withRules = (...rules: Record<string, unknown>[]): Catalog => {
  const read = rules.map((rule): AlertRule => alertRuleSchema.parse({ kpi: "revenue", ...rule }));
  return {
    ...shop,
    kpis: new Map([...shop.kpis].filter(([id]) => id === "revenue")),
    alerts: new Map(read.map((rule) => [rule.id, rule])),
  };
};

const momentOf = (catalog: Catalog, judgement: Judgement, over: Partial<AlertMoment> = {}): AlertMoment => ({
  ...{ at: now, catalog, judgements: [judgement], series: new Map(), ages: new Map(), drift: new Map() },
  ...over,
});
const judge = (catalog: Catalog, judgement: Judgement, over: Partial<AlertMoment> = {}) =>
  judgeAlerts({ store, feed }, momentOf(catalog, judgement, over), now);

describe("an evaluation", () => {
  const low = withRules({ id: "low", when: { on: "threshold", value: "< 50", recovers: ">= 60" } });

  it("writes the alert, its state and its fact together, and tells nothing twice", async () => {
    const done = await judge(low, judgementOf([80, 40]));
    expect(done.began).toHaveLength(1);
    expect(await judge(low, judgementOf([80, 40]))).toMatchObject({ began: [], ended: [] });
    expect(await feed.since(0)).toEqual([expect.objectContaining({ type: "alerted", alerts: done.began })]);
    expect(await unsettledAlerts(store.db)).toEqual([
      expect.objectContaining({ rule: "low", owner: "ada", kind: "alert", sentence: expect.stringContaining("40") }),
    ]);
  });

  it("is kept with what it looked at, firing or not; the same said again counts", async () => {
    await judge(low, judgementOf([80, 70]));
    await judge(low, judgementOf([80, 70]));
    await judge(low, judgementOf([80, 40]));
    const kept = await evaluationsOf(store, { rule: "low", slice: "" }, 10);
    expect(kept.map(({ verdict, times, inputs }) => [verdict, Number(times), JSON.parse(inputs) as unknown])).toEqual([
      ["firing", 1, { status: "green", reason: "ok", value: 40 }],
      ["clear", 2, { status: "green", reason: "ok", value: 70 }],
    ]);
  });

  it("ends an alert past the limit of recovery, and one whose rule is gone", async () => {
    const { began } = await judge(low, judgementOf([80, 40]));
    expect((await judge(low, judgementOf([80, 40, 55]))).ended).toEqual([]);
    expect((await judge(low, judgementOf([80, 40, 55, 61]))).ended).toEqual(began);
    const again = await judge(low, judgementOf([80, 40, 55, 61, 20]));
    expect((await judge(withRules(), judgementOf([80]))).ended).toEqual(again.began);
  });

  it("after the clock was set back tells nothing twice and loses nothing", async () => {
    await judge(low, judgementOf([80, 40]));
    now -= 10 * day;
    expect((await judge(low, judgementOf([80, 40]))).began).toEqual([]);
    expect((await judge(low, judgementOf([80, 40, 70]))).ended).toHaveLength(1);
  });

  it("waits for time where its author wants that, and says when", async () => {
    const patient = withRules({ id: "low", pending: "6h", when: { on: "threshold", value: "< 50" } });
    expect(await judge(patient, judgementOf([40]))).toMatchObject({ began: [], due: now + day / 4 });
    now += day / 4;
    expect((await judge(patient, judgementOf([40]))).began).toHaveLength(1);
  });
});

describe("a rule", () => {
  it("that cannot be evaluated is itself an alert with an owner, until it can", async () => {
    const sliced = withRules({ id: "sliced", by: "channel", owner: "bob", when: { on: "signal" } });
    await judge(sliced, judgementOf([1]), { series: new Map([["sliced", "The engine is busy."]]) });
    expect(await unsettledAlerts(store.db)).toEqual([
      expect.objectContaining({ kind: "broken", owner: "bob", sentence: "The engine is busy." }),
    ]);
    expect((await judge(sliced, judgementOf([1]), { series: new Map([["sliced", []]]) })).ended).toHaveLength(1);
  });

  it("without data falls silent aloud, but one that never had data has not", async () => {
    const low = withRules({ id: "low", when: { on: "threshold", value: "< 50" } });
    const nothing = judgementOf([null], "unknown", "no_data");
    expect((await judge(low, nothing)).began).toEqual([]);
    await judge(low, judgementOf([80]));
    expect((await judge(low, judgementOf([80, null], "unknown", "stale"))).began).toHaveLength(1);
    expect(await unsettledAlerts(store.db)).toEqual([expect.objectContaining({ kind: "silent" })]);
    expect((await judge(low, judgementOf([80, 81]))).ended).toHaveLength(1);
  });

  it("that nobody wrote tells the owner of a red KPI", async () => {
    await judge(withRules(), judgementOf([10], "red"));
    expect(await unsettledAlerts(store.db)).toEqual([
      expect.objectContaining({ rule: "default:revenue", owner: "ada" }),
    ]);
  });

  it.each([
    ["freshness", { on: "freshness", older_than: "2h" }, { ages: new Map([["revenue", 3 * 3_600_000]]) }],
    [
      "drift",
      { on: "drift" },
      {
        drift: new Map([
          ["metric:revenue", [{ reason: "column_gone", sentence: "It is gone.", input: "amount", since: null }]],
        ]),
      },
    ],
  ] as const)("on %s fires while the KPI itself is stale", async (_, when, over) => {
    const { began } = await judge(
      withRules({ id: "r", when }),
      judgementOf([1], "unknown", "stale"),
      over as Partial<AlertMoment>,
    );
    expect(began).toHaveLength(1);
    expect((await unsettledAlerts(store.db))[0]?.kind).toBe("alert");
  });
});

describe("slices", () => {
  const sliced = withRules({ id: "sliced", by: "channel", when: { on: "signal" } });
  /** A quiet series with a small known spread, and its last value so many of its own ranges away. */
  const slice = (name: string, last: number): RuleSeries => ({
    slice: `channel ${name}`,
    observations: observationsOf([
      ...Array.from({ length: 24 }, (_, i) => 100 + (i % 2 === 0 ? 1 : -1) * (1 + (i % 3))),
      last,
    ]),
    bases: new Map(),
  });
  const whole = judgementOf(Array.from({ length: 25 }, () => 1000));

  it("that alert together are told in one fact, and each is an alert of its own", async () => {
    const series = ["web", "shop", "phone"].map((name) => slice(name, name === "phone" ? 100 : 200));
    const { began } = await judge(sliced, whole, { series: new Map([["sliced", series]]) });
    expect(began).toHaveLength(2);
    expect(await feed.since(0)).toHaveLength(1);
  });

  it("are controlled together: what is a signal alone is no discovery among two hundred", async () => {
    // 3.3 of its own deviations out: p = 0.001, beyond natural limits of 3.
    const nearly = slice("web", 100 + 3.3 * ((4 + 2 / 3) / 1.128) * 0.9);
    const quiet = Array.from({ length: 199 }, (_, n) => slice(`q${n}`, 100));
    const alone = await judge(sliced, whole, { series: new Map([["sliced", [nearly]]]) });
    expect(alone.began).toHaveLength(1);
    const many = await judge(sliced, whole, {
      series: new Map([["sliced", [slice("new", 100), ...quiet, { ...nearly, slice: "channel app" }]]]),
    });
    expect(many.began).toHaveLength(0);
  });

  it("by the ten thousand are judged in one transaction, with a fact for every five hundred", async () => {
    const low = withRules({ id: "low", by: "channel", when: { on: "threshold", value: "< 50" } });
    const observations = observationsOf([80, 40]);
    const series = Array.from({ length: 10_000 }, (_, n) => ({
      slice: `channel c${n}`,
      observations,
      bases: new Map(),
    }));
    const { began } = await judge(low, judgementOf([80, 40]), { series: new Map([["low", series]]) });
    expect(began).toHaveLength(10_000);
    expect(await feed.since(0)).toHaveLength(20);
  });
});
