import { createHash } from "node:crypto";
import type { Dataset } from "@sextant/model/dataset/dataset";
import { localParts } from "@sextant/model/time/zone";
import { durationOf } from "@sextant/semantic/duration";
import { z } from "zod";
import type { Bound } from "../connectors/connector.ts";

/** How far the pulls of a dataset came. */
export interface Position {
  /** Of what is read, and how; another one means that everything is read anew. */
  schema: string;
  /** The highest value of the cursor: a number, a date, or epoch ms; null without a cursor. */
  cursor: string | null;
}

const mark = "pull:";
const positionSchema = z.object({ schema: z.string(), cursor: z.string().nullable() });

/** The position a landing's fingerprint holds; null when it is not of a pull. */
export const readPosition = (fingerprint: string | null): Position | null =>
  fingerprint?.startsWith(mark) === true ? positionSchema.parse(JSON.parse(fingerprint.slice(mark.length))) : null;

/** A position as a landing's fingerprint. */
export const writePosition = ({ schema, cursor }: Position): string => `${mark}${JSON.stringify({ schema, cursor })}`;

/** Identifies what a dataset reads of its source, and how. */
export const pullSchema = (dataset: Dataset, timeZone: string): string => {
  const columns = Object.entries(dataset.columns).map(([name, { type, from, nullable }]) => [
    name,
    type,
    from ?? name,
    nullable,
  ]);
  const { from, table, files, cursor } = dataset.source ?? {};
  const what = [columns, dataset.time, timeZone, dataset.key ?? null, from, table, files, cursor];
  return createHash("sha256").update(JSON.stringify(what)).digest("hex").slice(0, 16);
};

const two = (value: number): string => String(value).padStart(2, "0");

/** An instant, epoch ms, to compare a cursor with. */
export const boundAt = (instant: number, timeZone: string): Bound => {
  const { year, month, day, hour, minute, second, millisecond } = localParts(instant, timeZone);
  const wall = `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}.${String(millisecond).padStart(3, "0")}`;
  return { kind: "time", instant: new Date(instant).toISOString(), wall };
};

const dayBefore = (date: string, milliseconds: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) - milliseconds).toISOString().slice(0, 10);

const defaultLookback = "1h";

/** The bound the next pull reads from: the position less the lookback. Null when everything is to be read. */
export const resumeFrom = (dataset: Dataset, position: Position, timeZone: string): Bound | null => {
  const { cursor, lookback } = dataset.source ?? {};
  const type = cursor === undefined ? undefined : dataset.columns[cursor]?.type;
  if (position.cursor === null || type === undefined) return null;
  if (type === "date" || type === "datetime") {
    const back = durationOf(typeof lookback === "string" ? lookback : defaultLookback);
    if (type === "date") return { kind: "date", text: dayBefore(position.cursor, back) };
    return boundAt(Number(position.cursor) - back, timeZone);
  }
  const back = typeof lookback === "number" ? lookback : 0;
  if (back === 0) return { kind: "number", text: position.cursor };
  const text = type === "integer" ? BigInt(position.cursor) - BigInt(back) : Number(position.cursor) - back;
  return { kind: "number", text: String(text) };
};
