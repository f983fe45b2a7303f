import { createHash } from "node:crypto";
import type { Catalog } from "@sextant/model/definition/catalog";
import type { Kpi } from "@sextant/model/kpi/kpi";
import { formatValue } from "@sextant/model/metric/format";
import type { Aggregates } from "@sextant/model/practice/me";
import { type Grain, grains } from "@sextant/model/time/grain";
import { cohortOf } from "@sextant/model/workspace/workspace";
import { type Member, shownCohorts } from "@sextant/semantic/privacy/cohorts";
import { isPersonal } from "@sextant/semantic/privacy/visible";
import { keepAggregate, keptAggregate } from "../store/aggregate.ts";
import type { Personal } from "./personal.ts";
import type { PracticeServices } from "./services.ts";

/** KPIs asked for together. */
const together = 50;

/** Personal KPIs that count the same of different people. */
interface Family {
  name: string;
  label: string;
  /** The coarsest of its members': months and the weeks in them would tell each other's gaps. */
  grain: Grain;
  /** One KPI of each person. */
  kpis: Kpi[];
}

/** What two metrics share when they count the same of different people: all but their names and whose rows they take. */
const countedBy = (kpi: Kpi, catalog: Catalog): string => {
  const own = ["id", "label", "description", "where", "filter"];
  const same = Object.entries(catalog.metrics.get(kpi.metric) ?? {}).filter(([field]) => !own.includes(field));
  return createHash("sha256").update(JSON.stringify(same)).digest("hex");
};

const familiesOf = (catalog: Catalog): Family[] => {
  const personal = [...catalog.kpis.values()]
    .filter((kpi) => isPersonal(kpi) && kpi.owner !== undefined && kpi.state !== "archived")
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  return [...Map.groupBy(personal, (kpi) => countedBy(kpi, catalog))].map(([name, all]) => {
    const kpis = [...new Map(all.toReversed().map((kpi) => [kpi.owner, kpi])).values()].reverse();
    const grain = grains[Math.max(...all.map((kpi) => grains.indexOf(kpi.grain)))] ?? "month";
    const label = catalog.metrics.get(kpis[0]?.metric ?? "")?.label ?? "";
    return { name, label, grain, kpis };
  });
};

/** Means over personal KPIs that teams may see (P5). */
export const aggregatesOf = ({ store, definitions, ask }: PracticeServices): Pick<Personal, "aggregates"> => {
  type Shown = Aggregates["aggregates"][number];
  /** The latest period that is settled for everybody, with who has a value in it. */
  const latest = async ({ kpis, grain }: Family) => {
    const values = new Map<string, Map<string, number>>();
    const open = new Set<string>();
    let unit: Parameters<typeof formatValue>[1] | null = null;
    for (let from = 0; from < kpis.length; from += together) {
      const asked = kpis.slice(from, from + together);
      const { series } = await ask({ kpis: asked.map(({ id }) => id), metrics: [], grain, by: [], limit: together });
      for (const one of series) {
        const owner = asked.find(({ id }) => id === one.kpi)?.owner;
        unit ??= one.unit;
        for (const { periodKey, value, settled } of one.observations) {
          if (!settled) open.add(periodKey);
          if (value !== null && owner !== undefined)
            values.set(periodKey, (values.get(periodKey) ?? new Map()).set(owner, value));
        }
      }
    }
    const key = [...values.keys()]
      .filter((period) => !open.has(period))
      .sort()
      .at(-1);
    return key === undefined || unit === null
      ? null
      : { key, unit, values: values.get(key) ?? new Map<string, number>() };
  };
  const shownOf = async (family: Family, catalog: Catalog): Promise<Shown | null> => {
    const found = await latest(family);
    if (found === null) return null;
    const { key, unit, values } = found;
    // Of a period they are computed once: a person who moves or a late row would tell one person's value by the difference.
    const before = await keptAggregate(store, family.name, key);
    if (before !== null) return before;
    const members = [...values.keys()].flatMap((person): Member[] => {
      const home = catalog.people.get(person)?.org_unit;
      return home === undefined ? [] : [{ person, unit: home }];
    });
    const shown = shownCohorts(members, catalog.orgUnits, cohortOf(catalog.workspace)).map(
      ({ unit: orgUnit, people }) => {
        const mean = people.reduce((sum, person) => sum + (values.get(person) ?? 0), 0) / people.length;
        return { orgUnit, people: people.length, mean, text: formatValue(mean, unit) };
      },
    );
    const made = { label: family.label, periodKey: key, shown };
    return keepAggregate(store, family.name, made);
  };
  return {
    aggregates: async () => {
      const { catalog } = definitions.state();
      const cohort = cohortOf(catalog.workspace);
      const aggregates: Shown[] = [];
      for (const family of familiesOf(catalog)) {
        const one = family.kpis.length < cohort ? null : await shownOf(family, catalog);
        if (one !== null && one.shown.length > 0) aggregates.push(one);
      }
      return { cohort, aggregates };
    },
  };
};
