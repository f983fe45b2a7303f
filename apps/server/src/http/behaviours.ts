import type { Kpi } from "@sextant/model/kpi/kpi";
import type { Behaviour } from "@sextant/model/kpi/vanity";
import type { Rooms } from "./handler.ts";

/** A place where behaviour is recorded. */
type Source = (rooms: Pick<Rooms, "definitions" | "practice" | "evaluate" | "notify">) => Promise<Behaviour[]>;

/** Versions of a KPI and of its metric after the first: somebody changed what is counted or what is wanted. */
const definitionChanges: Source = async ({ definitions }) => {
  const { catalog, versions } = definitions.state();
  const changesOf = ({ id, metric }: Kpi): Behaviour[] =>
    (["kpi", "metric"] as const).flatMap((type) => {
      const history = versions.get(`${type}:${type === "kpi" ? id : metric}`)?.history ?? [];
      return history
        .filter(({ version }) => version > 1)
        .map(({ version, appliedAt, by }): Behaviour => {
          const sentence = `Version ${version} of its ${type === "kpi" ? "definition" : "metric"} was applied.`;
          return { kpi: id, kind: "definition", at: appliedAt, by, sentence };
        });
    });
  return [...catalog.kpis.values()].flatMap(changesOf);
};

const decisions: Source = async ({ practice }) =>
  (await practice.decisions({})).flatMap(({ kpis, text, ownerLabel, createdAt }) =>
    kpis.map((kpi): Behaviour => ({ kpi, kind: "decision", at: createdAt, by: ownerLabel, sentence: text })),
  );

/** What was only planned and dropped changed nothing. */
const interventions: Source = async ({ practice }) =>
  (await practice.interventions({}))
    .filter(({ state }) => state !== "dropped")
    .map(
      ({ kpi, title, ownerLabel, createdAt }): Behaviour => ({
        kpi,
        kind: "intervention",
        at: createdAt,
        by: ownerLabel,
        sentence: title,
      }),
    );

/** A status somebody set: the number made them say what it hides. */
const overrides: Source = async ({ evaluate }) =>
  (await evaluate.overrides()).map(
    ({ kpi, at, by, status, reason }): Behaviour => ({
      ...{ kpi, kind: "override", at, by },
      sentence: `It was set to ${status}: ${reason}`,
    }),
  );

/** Acknowledging an alert says what it came from; one that only went out changed nothing. */
const acknowledgedAlerts: Source = async ({ notify }) =>
  (await notify.reading.acknowledgements()).map(
    ({ kpi, at, by, text }): Behaviour => ({ kpi, kind: "alert", at, by, sentence: text }),
  );

/** Where behaviour is recorded: a new record of it is one line here. */
const sources: readonly Source[] = [definitionChanges, decisions, interventions, overrides, acknowledgedAlerts];

/** Everything recorded that somebody did because of a KPI (K7). */
export const recordedBehaviours: (rooms: Parameters<Source>[0]) => Promise<Behaviour[]> = async (rooms) =>
  (await Promise.all(sources.map((source) => source(rooms)))).flat();
