import { z } from "zod";
import {
  checkInBodySchema,
  checkInSchema,
  retrospectiveBodySchema,
  retrospectiveSchema,
} from "../../objective/check-in.ts";
import { cascadeAnswerSchema, whatIfAnswerSchema, whatIfBodySchema } from "../answers/cascade.ts";
import {
  objectiveAnswerSchema,
  objectivesAnswerSchema,
  objectivesImportAnswerSchema,
  objectivesImportBodySchema,
} from "../answers/objectives.ts";
import type { Route } from "../route.ts";
import { id } from "./parts.ts";

/** Objectives, key results and what is noted about them (P3). */
export const objectivesRoutes = {
  cascade: {
    act: "read",
    tag: "objectives",
    summary: "KPIs from the board down: how targets reconcile, and which drivers nobody carries (K8)",
    response: cascadeAnswerSchema,
    success: 200,
  },
  whatIf: {
    act: "read",
    tag: "objectives",
    summary: "What the KPIs above would be if some had other values; changes nothing",
    body: whatIfBodySchema,
    response: whatIfAnswerSchema,
    success: 200,
  },
  objectives: {
    act: "read",
    tag: "objectives",
    summary: "Objectives with computed progress, of one cycle or of all",
    query: z.strictObject({ cycle: z.string().max(100).optional() }),
    response: objectivesAnswerSchema,
    success: 200,
  },
  objective: {
    act: "read",
    tag: "objectives",
    summary: "One objective: key results over time, check-ins, moved goalposts, retrospectives",
    params: id,
    response: objectiveAnswerSchema,
    success: 200,
  },
  checkInKeyResult: {
    act: "practise",
    tag: "objectives",
    summary: "Say how sure one is of a key result; value and progress are filled in from the data",
    params: id,
    body: checkInBodySchema,
    response: checkInSchema,
    success: 201,
  },
  lookBack: {
    act: "practise",
    tag: "objectives",
    summary: "Write the retrospective of an objective whose cycle is over",
    params: id,
    body: retrospectiveBodySchema,
    response: retrospectiveSchema,
    success: 201,
  },
  readObjectives: {
    act: "read",
    tag: "objectives",
    summary: "Read an export of an OKR tool into definitions, with findings by line; applies nothing",
    body: objectivesImportBodySchema,
    response: objectivesImportAnswerSchema,
    success: 200,
  },
} as const satisfies Record<string, Route>;
