import type { Catalog } from "@sextant/model/definition/catalog";
import type { Interval } from "@sextant/model/time/interval";
import type { EntityPlanner, EntitySpec, Planner } from "../kinds/kind.ts";
import { kindOf } from "../kinds/kinds.ts";
import type { Question } from "../question.ts";
import { aggregateKey } from "./aggregate.ts";
import { conditionsOf } from "./condition.ts";
import { openConversions } from "./conversion.ts";
import { entityKey, pieceKey } from "./entity.ts";
import { hull, ownFrame, type Step, stepped } from "./frame.ts";
import type { EntityScan, Formula, Frame, Output, Piece, Plan, Planned, RowScan, Scan, Slot, Term } from "./plan.ts";
import { filterKey } from "./term.ts";

/** The frames of a plan, each once. */
const openFrames = (question: Question, catalog: Catalog) => {
  const frames: Frame[] = [ownFrame(question)];
  const places = new Map([["", 0]]);
  const step = (from: number, next: Step): number => {
    const frame = stepped(frames[from] ?? ownFrame(question), next, question.until, catalog.calendar);
    const place = places.get(frame.key) ?? frames.push(frame) - 1;
    places.set(frame.key, place);
    return place;
  };
  const stretch = (from: number, name: string, intervals: readonly Interval[]): number => {
    const key = `${frames[from]?.key ?? ""} : ${name}`;
    const place = places.get(key) ?? frames.push({ key, intervals }) - 1;
    places.set(key, place);
    return place;
  };
  return { frames, step, stretch };
};

/** Where a metric looks: what has to have been reported, and what else its rows may lie in. */
interface Looked {
  reached: (readonly Interval[])[];
  rested: (readonly Interval[])[];
}

const outputId = (metric: string, frame: Frame | undefined): string =>
  frame === undefined || frame.key === "" ? metric : `${metric} @ ${frame.key}`;

/** The scans of a plan in the making. */
const openScans = (question: Question, catalog: Catalog) => {
  const rows = new Map<string, Map<string, RowScan & { slots: Slot[] }>>();
  const entities = new Map<string, EntityScan & { slots: Slot[]; pieces: Piece[] }>();
  let slots = 0;
  let pieces = 0;
  const asked = (id: string): Term[] => {
    const dataset = catalog.datasets.get(id);
    return dataset === undefined ? [] : conditionsOf(question.where, dataset, catalog.datasets);
  };
  const fresh = (): string => `_s${slots++}`;
  const conversions = openConversions(asked, fresh);
  return {
    conversions: conversions.open,
    rowSlot: (owner: string, dataset: string, slot: Omit<Slot, "id">): Formula => {
      const own = rows.get(owner) ?? new Map<string, RowScan & { slots: Slot[] }>();
      rows.set(owner, own);
      const scan = own.get(dataset) ?? {
        kind: "rows",
        dataset,
        slots: [],
        filters: asked(dataset),
        sequence: null,
        window: null,
        rollup: null,
      };
      own.set(dataset, scan);
      const id = fresh();
      scan.slots.push({ id, ...slot });
      return { kind: "slot", slot: id };
    },
    entityScan: (wanted: EntitySpec, rest: (frame: number) => void): EntityPlanner => {
      const own = asked(wanted.dataset);
      const needsSlice = question.by.length > 0 || (own.length > 0 && wanted.asked === "entities");
      const spec = needsSlice ? wanted : { ...wanted, sliced: [] };
      const key = entityKey(spec);
      const scan: EntityScan & { slots: Slot[]; pieces: Piece[] } = entities.get(key) ?? {
        kind: "entities",
        ...spec,
        filters: spec.asked === "rows" ? [...spec.filters, ...own] : spec.filters,
        kept: spec.asked === "entities" ? own : [],
        slots: [],
        pieces: [],
        sequence: null,
        window: null,
      };
      entities.set(key, scan);
      return {
        piece: (piece) => {
          const { take } = piece;
          for (const { frame } of take.kind === "row" ? take.from : [take]) rest(frame);
          const same = scan.pieces.find((other) => pieceKey(other) === pieceKey(piece));
          if (same !== undefined) return same.id;
          const id = `_p${pieces++}`;
          scan.pieces.push({ id, ...piece });
          return id;
        },
        slot: (aggregate, filters = []) => {
          const key = aggregateKey(aggregate) + filterKey(filters);
          const same = scan.slots.find((other) => aggregateKey(other.aggregate) + filterKey(other.filters) === key);
          if (same !== undefined) return { kind: "slot", slot: same.id };
          const id = fresh();
          scan.slots.push({ id, aggregate, filters, frame: spec.frame });
          return { kind: "slot", slot: id };
        },
      };
    },
    all: (): Scan[] => [
      ...[...rows.values()].flatMap((byDataset) => [...byDataset.values()]),
      ...entities.values(),
      ...conversions.all(),
    ],
  };
};

/** The plain plan of a question whose metrics are checked: one scan per metric, frame and dataset, nothing shared yet. */
export const buildPlan = (question: Question, catalog: Catalog): Plan => {
  const { frames, step, stretch } = openFrames(question, catalog);
  const scans = openScans(question, catalog);
  const outputs = new Map<string, Output>();

  const plannerOf = (owner: string, frame: number, looked: Looked): Planner => {
    const { reached, rested } = looked;
    const here = frames[frame]?.intervals ?? [];
    const planner: Planner = {
      catalog,
      grain: question.grain,
      frame: here,
      until: question.until,
      output: (id, next) => {
        const output = planMetric(id, next === undefined ? frame : step(frame, next));
        reached.push(output.reach);
        rested.push(output.rests);
        return output;
      },
      slot: (dataset, aggregate, filters) => {
        reached.push(here);
        return scans.rowSlot(owner, dataset, { aggregate, filters, frame });
      },
      at: frame,
      stretch: (key, intervals) => stretch(frame, key, intervals),
      entities: (spec) => {
        reached.push(here);
        return scans.entityScan({ ...spec, frame }, (at) => void rested.push(frames[at]?.intervals ?? here));
      },
      conversions: (spec) => {
        reached.push(here);
        return scans.conversions({ ...spec, frame });
      },
      within: (next) => plannerOf(owner, step(frame, next), looked),
      as: (id) => planKind(id, planner),
      reaches: (intervals) => void reached.push(intervals),
    };
    return planner;
  };
  const planKind = (id: string, planner: Planner): Planned => {
    const metric = catalog.metrics.get(id);
    if (metric === undefined) throw new Error(`The metric ${id} of a checked question is missing.`);
    return kindOf(metric).plan(metric, planner);
  };
  const planMetric = (metricId: string, frame: number): Output => {
    const id = outputId(metricId, frames[frame]);
    const planned = outputs.get(id);
    if (planned !== undefined) return planned;
    const looked: Looked = { reached: [], rested: [] };
    const own = planKind(metricId, plannerOf(id, frame, looked));
    const rests = hull([...looked.reached, ...looked.rested]);
    const output: Output = { id, metric: metricId, ...own, reach: hull(looked.reached), rests };
    outputs.set(id, output);
    return output;
  };
  for (const id of question.metrics) planMetric(id, 0);
  if (question.rankBy !== undefined && question.by.length > 0) planMetric(question.rankBy, 0);
  return {
    grain: question.grain,
    spans: question.spans,
    until: question.until,
    frames,
    by: question.by,
    slices: null,
    every: question.every === undefined ? null : question.every + 1,
    rankBy: question.rankBy ?? null,
    limit: question.limit,
    sequences: question.sequences ?? new Map(),
    rollups: question.rollups ?? [],
    scans: scans.all(),
    outputs: [...outputs.values()],
    asked: [...new Set(question.metrics)],
  };
};
