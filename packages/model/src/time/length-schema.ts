import { z } from "zod";
import { type Length, type Offset, readLength } from "./interval.ts";

const lengthHint = "write a number and days, weeks, months, quarters or years, e.g. 28 days";

/** A length of time in local calendar units, as an author writes it: `28 days`, `12 months`, `1 year`. */
export const lengthSchema = z.string().refine((text) => readLength(text) !== null, lengthHint);

/** The length an author wrote; throws when it was never checked. */
export const lengthOf = (text: string): Length => {
  const length = readLength(text);
  if (length === null) throw new Error(`The length ${text} has not been checked.`);
  return length;
};

const periodsShape = /^([1-9]\d{0,3}) +periods?$/;

/** How an author says how much earlier: the period or year before, so many periods, or a length. */
type Earlier = { kind: "periods"; count: number } | { kind: "offset"; offset: Offset };

/** Reads `previous_period`, `previous_year`, `3 periods` or a length such as `52 weeks`; null when it is none. */
export const readEarlier = (text: string): Earlier | null => {
  if (text === "previous_year") return { kind: "offset", offset: { previousYear: true } };
  if (text === "previous_period") return { kind: "periods", count: 1 };
  const periods = periodsShape.exec(text.trim());
  if (periods !== null) return { kind: "periods", count: Number(periods[1]) };
  const length = readLength(text);
  return length === null ? null : { kind: "offset", offset: { length, times: -1 } };
};

/** How much earlier an input of a formula is looked at, as an author writes it. */
export const earlierSchema = z
  .string()
  .refine(
    (text) => readEarlier(text) !== null,
    `write previous_period, previous_year, 3 periods, or ${lengthHint.slice(6)}`,
  );
