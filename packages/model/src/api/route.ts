import type { z } from "zod";
import type { Act } from "../access/may.ts";

/** One entry of the route table: what it takes, what it gives, and which act it is (checked on every call). */
export interface Route {
  act: Act;
  summary: string;
  tag: string;
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  /** Media types of a body that is not JSON. */
  rawBody?: readonly string[];
  /** JSON answer; absent for other media types. */
  response?: z.ZodType;
  /** Media type of an answer that is not JSON. */
  produces?: string;
  /** Status of success. */
  success: 200 | 201 | 202 | 204;
  /** Attempts per minute and address, where stricter than the general limit. */
  attemptsPerMinute?: number;
}
