import { type Behaviour, behaviourSchema, type Outlook, outlookSchema } from "@sextant/model/standing/behaviour";
import type { Grain } from "@sextant/model/time/grain";
import type { Transaction } from "kysely";
import type { Store } from "./store.ts";
import type { Tables } from "./tables.ts";

/** How the values of a KPI behave at its judged grain. */
export interface BehaviourRow {
  kpi: string;
  grain: string;
  meaning: string;
  /** Hash of everything it was computed from. */
  inputs: string;
  /** Instants (epoch ms) from which limits are computed anew, as JSON. */
  shifts: string;
  outlook: string | null;
  body: string;
  at: number;
}

/** A kept behaviour, with the meaning and the inputs it was computed from. */
export interface KeptBehaviour {
  kpi: string;
  grain: Grain;
  /** What the KPI meant: under another meaning it says nothing. */
  meaning: string;
  /** Hash of everything it was computed from: the same inputs give the same behaviour. */
  inputs: string;
  behaviour: Behaviour;
  outlook: Outlook | null;
  /** Epoch ms of the workspace's clock. */
  at: number;
}

/** A shift of level that limits start anew at; epoch ms. */
export interface KeptShift {
  start: number;
  because: "recorded" | "confirmed";
}

/** What every answer takes from a kept behaviour: where limits start anew, and what comes next. */
export interface KeptCourse {
  meaning: string;
  inputs: string;
  shifts: readonly KeptShift[];
  outlook: Outlook | null;
  at: number;
}

/** The course of every KPI, by KPI and grain with a space between. */
export const allCourses = async (store: Store): Promise<Map<string, KeptCourse>> => {
  const rows = await store.db
    .selectFrom("behaviour")
    .select(["kpi", "grain", "meaning", "inputs", "shifts", "outlook", "at"])
    .execute();
  return new Map(
    rows.map(({ kpi, grain, meaning, inputs, shifts, outlook, at }) => [
      `${kpi} ${grain}`,
      {
        meaning,
        inputs,
        at: Number(at),
        shifts: JSON.parse(shifts) as KeptShift[],
        outlook: outlook === null ? null : outlookSchema.parse(JSON.parse(outlook)),
      },
    ]),
  );
};

/** The kept behaviour of a KPI at a grain; null when none is kept, or what is kept cannot be read any more. */
export const behaviourOf = async (store: Store, kpi: string, grain: Grain): Promise<KeptBehaviour | null> => {
  const row = await store.db
    .selectFrom("behaviour")
    .selectAll()
    .where("kpi", "=", kpi)
    .where("grain", "=", grain)
    .executeTakeFirst();
  if (row === undefined) return null;
  const read = behaviourSchema.safeParse(JSON.parse(row.body));
  if (!read.success) return null;
  const outlook = row.outlook === null ? null : outlookSchema.parse(JSON.parse(row.outlook));
  return { kpi, grain, meaning: row.meaning, inputs: row.inputs, behaviour: read.data, outlook, at: Number(row.at) };
};

/** Keeps a behaviour in place of the one before. */
export const keepBehaviour = async (transaction: Transaction<Tables>, kept: KeptBehaviour): Promise<void> => {
  const { kpi, grain, meaning, inputs, behaviour, outlook, at } = kept;
  const shifts = behaviour.phases.flatMap(({ start, because }) => (because === "start" ? [] : [{ start, because }]));
  const values = {
    meaning,
    inputs,
    shifts: JSON.stringify(shifts),
    outlook: outlook === null ? null : JSON.stringify(outlook),
    body: JSON.stringify(behaviour),
    at,
  };
  await transaction
    .insertInto("behaviour")
    .values({ kpi, grain, ...values })
    .onConflict((conflict) => conflict.columns(["kpi", "grain"]).doUpdateSet(values))
    .execute();
};
