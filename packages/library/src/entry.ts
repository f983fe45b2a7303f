import type { WrittenDefinitionFile } from "@sextant/model/definition/file";
import type { Direction } from "@sextant/model/metric/direction";
import type { Grain } from "@sextant/model/time/grain";

/** What a column is for, which decides the types that can hold it. */
export type Role = "entity" | "amount" | "flag" | "category" | "moment";

/** A column an entry reads: what it says, and other names it is often given. */
export interface Slot {
  role: Role;
  meaning: string;
  /** Words column names are often made of, beside the slot's own name. */
  names: readonly string[];
}

/** A table an entry reads: what a row is, and the instant it is dated by. */
export interface Shape {
  row: string;
  time: string;
  columns: Readonly<Record<string, Slot>>;
}

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/**
 * A metric as in a definition file, without what the entry says itself. `{name}` stands for a dataset, a column or a part of the
 * entry, and `{money}` for the currency.
 */
export type Template = Without<
  NonNullable<WrittenDefinitionFile["metrics"]>[number],
  "id" | "label" | "description" | "direction" | "synonyms" | "identities" | "unit"
> & { unit?: string };

export const departments = [
  "sales",
  "marketing",
  "customer_success",
  "support",
  "product",
  "engineering",
  "ecommerce",
  "finance",
  "people",
  "executive",
  "personal",
] as const;
export type Department = (typeof departments)[number];

/** A ready definition (K9): everything the gate asks for but the owner, and the shape of the data it needs. */
export interface Entry {
  id: string;
  name: string;
  department: Department;
  /** Other departments that look for it. */
  also?: readonly Department[];
  synonyms: readonly string[];
  /** One sentence: what the number is. */
  meaning: string;
  /** How it is computed, in words. */
  formula: string;
  /** One sentence: why it matters. */
  objective: string;
  direction: Exclude<Direction, "neutral">;
  timing: "leading" | "lagging";
  grain: Grain;
  cadence: "daily" | "weekly" | "monthly" | "quarterly";
  unit: string;
  thresholds: { green: string; yellow?: string; red: string };
  /** Where the thresholds come from; "Start value, adjust." where no source exists. */
  source: string;
  /** The bad behaviour this number alone would reward (the gaming test), and the entry that shows it. */
  gaming: string;
  guardrail: string;
  /** Entries this one runs ahead of. */
  leads: readonly string[];
  whenRed: string;
  shapes: Readonly<Record<string, Shape>>;
  /** Metrics it is built on, by the name its templates know them by. */
  parts: Readonly<Record<string, { label: string; unit?: string } & Template>>;
  metric: Template;
  example: Example;
}

/** Rows an entry can be tried on, and what it gives for them, worked out by hand. */
export interface Example {
  /** By dataset: a line of column names (`at` is the time), then a line per row; `-` is a missing value. */
  rows: Readonly<Record<string, string>>;
  /** A day of the period asked for; 15 March 2026 when not given. */
  day?: string;
  gives: number;
  /** The arithmetic. */
  because: string;
}

/** Said of thresholds that no source stands behind. */
export const startValue = "Start value, adjust.";
