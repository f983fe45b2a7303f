import { periodsBetween } from "@sextant/model/time/arithmetic";
import { buildPlan } from "../src/plan/build.ts";
import type { Plan } from "../src/plan/plan.ts";
import type { Question } from "../src/question.ts";
import { soundCatalog } from "./airline.ts";

const catalog = soundCatalog();

/** Days of the spring of 2001, when New York put its clocks forward on 1 April. */
export const springDays = periodsBetween(Date.UTC(2001, 2, 30, 5), Date.UTC(2001, 3, 4, 4), "day", catalog.calendar);

/** The plain plan of a question about the airline, before any rewrite. */
export const plainPlan = (metrics: readonly string[], more: Partial<Question> = {}): Plan =>
  buildPlan(
    {
      metrics,
      grain: "day",
      spans: springDays,
      by: [],
      where: null,
      until: Date.UTC(2002, 0, 1),
      limit: 10,
      ...more,
    },
    catalog,
  );
