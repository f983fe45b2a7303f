import type { Notify } from "../../notify/notify.ts";
import { noSuch, type View } from "./view.ts";

/** Alerts without those about KPIs the reader may not see. */
export const notifyTo = (notify: Notify, view: View): Notify => {
  const { reading } = notify;
  const requireAlert = async (id: string): Promise<Awaited<ReturnType<typeof reading.one>>> => {
    const answer = await reading.one(id);
    if (!view.seesKpi(answer.alert.kpi)) throw noSuch("alert", id);
    return answer;
  };
  return {
    ...notify,
    act: async (id, by, change) => {
      await requireAlert(id);
      return notify.act(id, by, change);
    },
    silence: async (silence) => {
      if (silence.kpi !== null && !view.seesKpi(silence.kpi)) throw noSuch("KPI", silence.kpi);
      return notify.silence(silence);
    },
    reading: {
      ...reading,
      list: async (kpi) => {
        const list = await reading.list(kpi);
        return {
          ...list,
          alerts: list.alerts.filter((alert) => view.seesKpi(alert.kpi)),
          silences: list.silences.filter((silence) => silence.kpi === null || view.seesKpi(silence.kpi)),
        };
      },
      one: requireAlert,
      rules: async () => {
        const { rules } = await reading.rules();
        return { rules: rules.filter(({ rule }) => view.seesKpi(rule.kpi)) };
      },
      attention: async (elsewhere) => {
        const answer = await reading.attention(elsewhere);
        const owed = answer.owed.filter(({ kpi }) => view.seesKpi(kpi));
        const judged = [...view.seen().kpis.values()].filter(
          ({ state }) => state === "approved" || state === "deprecated",
        );
        return { ...answer, owed, quiet: judged.length - owed.length };
      },
    },
  };
};
