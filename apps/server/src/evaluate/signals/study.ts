import type { FeedEvent } from "@sextant/model/api/feed";
import type { History } from "@sextant/model/standing/history";
import type { Feed } from "../../feed/feed.ts";
import { allCourses, behaviourOf, type KeptBehaviour, keepBehaviour } from "../../store/behaviour.ts";
import { issuedForecasts, issueForecast, type KeptForecast } from "../../store/forecast.ts";
import { replaceSignals } from "../../store/signal.ts";
import type { Store } from "../../store/store.ts";
import { type Behaved, behave } from "./behave.ts";
import { inputsOf } from "./inputs.ts";
import { signalNews } from "./news.ts";

export interface StudyServices {
  store: Store;
  feed: Pick<Feed, "record" | "publish">;
}

/** Forecasts that are scored; older ones say little of how it is forecast today. */
const mostScored = 60;

const issuedBy = (history: History, { behaviour }: Behaved, at: number): KeptForecast | null => {
  const { kpi, grain, meaning, observations } = history;
  const { forecast, pace } = behaviour;
  const last = observations.at(-1);
  if (forecast.kind !== "forecast" || last === undefined) return null;
  const chance =
    pace?.kind === "pace"
      ? { periodKey: pace.periodKey, target: pace.target, wanted: pace.wanted, chance: pace.chance }
      : null;
  return { kpi, grain, meaning, throughEnd: last.end, issuedAt: at, periods: forecast.periods, pace: chance };
};

/** Keeps a behaviour, its signals and the forecast it issues, with a fact for every signal that is news, all at once. */
const keep = async (
  { store, feed }: StudyServices,
  history: History,
  before: KeptBehaviour | null,
  kept: KeptBehaviour,
): Promise<void> => {
  const { behaviour, at } = kept;
  const known = before?.meaning === kept.meaning ? before.behaviour : null;
  const issued = issuedBy(history, kept, at);
  const events = await store.db.transaction().execute(async (transaction) => {
    await replaceSignals(transaction, kept, behaviour.signals, at);
    if (issued !== null) await issueForecast(transaction, issued);
    await keepBehaviour(transaction, kept);
    const recorded: FeedEvent[] = [];
    for (const { kpi, grain, periodKey: period, method, strength } of signalNews(
      known,
      behaviour,
      history.observations,
    ))
      recorded.push(await feed.record(transaction, { type: "signalled", kpi, grain, period, method, strength }));
    return recorded;
  });
  for (const event of events) feed.publish(event);
};

/** Studies every history that is not what it was; gives the KPIs that behave otherwise than was kept. `at` in epoch ms. */
export const studyHistories = async (
  services: StudyServices,
  { at, histories }: { at: number; histories: readonly History[] },
): Promise<string[]> => {
  const { store } = services;
  const courses = await allCourses(store);
  const studied: string[] = [];
  for (const history of histories) {
    const { kpi, grain, meaning } = history;
    const inputs = inputsOf(history);
    const course = courses.get(`${kpi} ${grain}`);
    // After the clock was put back, what was kept of a later time is judged anew.
    if (course?.inputs === inputs && course.at <= at) continue;
    const issued = await issuedForecasts(store, { kpi, grain, meaning }, mostScored);
    const before = await behaviourOf(store, kpi, grain);
    const behaved = behave(history, issued, at);
    await keep(services, history, before, { kpi, grain, meaning, inputs, at, ...behaved });
    studied.push(kpi);
    // A long list of series must not hold up what people ask for.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return studied;
};
