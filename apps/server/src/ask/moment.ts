import type { Dataset } from "@sextant/model/dataset/dataset";
import { isByDay, watermarkFrom } from "@sextant/model/dataset/watermark";
import type { Catalog } from "@sextant/model/definition/catalog";
import { pinnedInstant } from "@sextant/model/workspace/now";
import type { Rollup } from "@sextant/semantic/rollup/rollup";
import type { DatasetCoverage } from "@sextant/semantic/series";
import type { LandedState, Landings } from "../store/landing.ts";
import type { InForce } from "./ask.ts";

/** Answers under a running clock are as of the last whole minute, so that they can be kept that long (ms). */
export const minute = 60_000;

/** Everything an answer depends on besides its question, taken at once. */
export interface Moment {
  inForce: InForce;
  catalog: Catalog;
  /** The workspace's now, epoch ms. */
  now: number;
  pinned: boolean;
  /** Values are as they were known at this instant, epoch ms; null for all that is known. */
  known: number | null;
  landed: ReadonlyMap<string, LandedState>;
  coverage: ReadonlyMap<string, DatasetCoverage>;
  /** Per dataset the instant up to which, exclusive, rows have been seen; null when there are none. */
  reach: ReadonlyMap<string, number | null>;
  /** Why datasets that could not be read could not, by id. */
  problems: ReadonlyMap<string, string>;
  sequences: ReadonlyMap<string, number>;
  /** Tables of states that may be read instead of rows. */
  rollups: readonly Rollup[];
  /** Mark of the landings: tells later whether other rows than the recorded ones may have been seen. */
  mark: number;
  /** Names the moment: the same name gives the same answers. */
  name: string;
}

/** The newest row itself has been seen; days have been seen up to their end. */
const reachOf = (watermark: number | null, dataset: Dataset | undefined): number | null =>
  watermark === null || dataset === undefined || isByDay(dataset) ? watermark : watermark + 1;

/** Takes the moment; `clock` is the server's, epoch ms, and `known` an earlier instant that values are as known at. */
export const takeMoment = (
  inForce: InForce,
  landings: Pick<Landings, "state" | "mark">,
  problems: ReadonlyMap<string, string>,
  rollups: readonly Rollup[],
  clock: number,
  known: number | null = null,
): Moment => {
  const pinnedTo = pinnedInstant(inForce.catalog);
  const now = pinnedTo ?? Math.floor(clock / minute) * minute;
  const moment = momentAt(inForce, landings, problems, rollups, { now, pinned: pinnedTo !== null });
  return { ...moment, known, name: known === null ? moment.name : `${moment.name} known ${known}` };
};

/** The moment of some definitions at a given instant, whatever they pin their clock to. */
export const momentAt = (
  inForce: InForce,
  landings: Pick<Landings, "state" | "mark">,
  problems: ReadonlyMap<string, string>,
  rollups: readonly Rollup[],
  { now, pinned }: { now: number; pinned: boolean },
): Moment => {
  const { catalog } = inForce;
  const landed = new Map(
    [...catalog.datasets].map(([id, dataset]) => {
      const state = landings.state(id);
      return [id, { ...state, watermark: watermarkFrom(state.watermark, dataset, catalog.calendar, now) }];
    }),
  );
  const states = [...landed].map(([id, state]) => `${id}=${state.sequence},${state.watermark}`);
  return {
    inForce,
    catalog,
    now,
    pinned,
    known: null,
    landed,
    coverage: new Map([...landed].map(([id, { first, watermark }]) => [id, { first, watermark }])),
    reach: new Map([...landed].map(([id, { watermark }]) => [id, reachOf(watermark, catalog.datasets.get(id))])),
    problems,
    rollups,
    sequences: new Map([...landed].map(([id, { sequence }]) => [id, sequence])),
    mark: landings.mark(),
    name: `${inForce.revision} ${now} ${states.join(" ")} ${[...problems].join(" ")}`,
  };
};

/** Whether a file took the place of rows the moment counted: then nothing can be asked of it any more. */
export const isReplaced = (moment: Moment, landings: Landings): boolean =>
  [...moment.landed].some(([id, state]) => landings.state(id).fileSequence !== state.fileSequence);
