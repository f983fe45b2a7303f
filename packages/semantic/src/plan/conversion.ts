import type { TypedExpression } from "../expression/tree.ts";
import type { ConversionSpec } from "../kinds/kind.ts";
import { aggregateKey } from "./aggregate.ts";
import type { Aggregate, ConversionScan, Formula, Slot, Term } from "./plan.ts";
import { filterKey } from "./term.ts";

const nowhere = { offset: 0, length: 0 } as const;
const numberNamed = (name: string, nullable: boolean): TypedExpression => ({
  kind: "name",
  name,
  at: nowhere,
  type: "number",
  nullable,
});

const converted: TypedExpression = {
  kind: "comparison",
  operator: ">",
  left: numberNamed("_conversions", false),
  right: { kind: "number", value: 0, at: nowhere, type: "number", nullable: false },
  at: nowhere,
  type: "boolean",
  nullable: false,
};

/** What is known of a base event: how many conversions it has, whether it has any, and how long the first took. */
export const conversionTerms = {
  conversions: { typed: numberNamed("_conversions", false), key: "_conversions" },
  converted: { typed: converted, key: "_conversions > 0" },
  /** The wait in a unit of so many seconds; null without a conversion. */
  wait: (seconds: number): Term => ({
    key: `_wait / ${seconds * 1000}`,
    typed: {
      kind: "arithmetic",
      operator: "/",
      left: numberNamed("_wait", true),
      right: { kind: "number", value: seconds * 1000, at: nowhere, type: "number", nullable: false },
      at: nowhere,
      type: "number",
      nullable: true,
    },
  }),
} as const;

const specKey = ({ dataset, filters, matched, after, days }: ConversionSpec): string => {
  const side = (terms: readonly Term[]) => terms.map(({ key }) => key);
  const outcome = [after.dataset, filterKey(after.filters), side(after.matched)];
  return JSON.stringify([dataset, filterKey(filters), side(matched), outcome, days]);
};

type Open = ConversionScan & { slots: Slot[]; reading: number[] };

/** The scans of conversions of a plan in the making; metrics with the same events share one. */
export const openConversions = (asked: (dataset: string) => Term[], fresh: () => string) => {
  const scans = new Map<string, Open>();
  const scanOf = (spec: ConversionSpec): Open => {
    const { dataset, filters, matched, days, after } = spec;
    const scan: Open = scans.get(specKey(spec)) ?? {
      kind: "conversions",
      dataset,
      filters,
      matched,
      days,
      after: { ...after, sequence: null },
      kept: asked(dataset),
      slots: [],
      reading: [],
      sequence: null,
      window: null,
    };
    scans.set(specKey(spec), scan);
    return scan;
  };
  return {
    all: (): ConversionScan[] => [...scans.values()],
    open: (spec: ConversionSpec) => {
      const scan = scanOf(spec);
      if (!scan.reading.includes(spec.reading)) scan.reading.push(spec.reading);
      return (aggregate: Aggregate, filters: readonly Term[] = []): Formula => {
        const key = (slot: Omit<Slot, "id">) =>
          `${slot.frame} ${aggregateKey(slot.aggregate)} ${filterKey(slot.filters)}`;
        const wanted = { aggregate, filters, frame: spec.frame };
        const same = scan.slots.find((slot) => key(slot) === key(wanted));
        if (same !== undefined) return { kind: "slot", slot: same.id };
        const id = fresh();
        scan.slots.push({ id, ...wanted });
        return { kind: "slot", slot: id };
      };
    },
  };
};
