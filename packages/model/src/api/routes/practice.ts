import { z } from "zod";
import { annotationBodySchema, annotationListSchema, annotationSchema } from "../../practice/annotation.ts";
import { decisionBodySchema, decisionListSchema, decisionSchema } from "../../practice/decision.ts";
import {
  interventionBodySchema,
  interventionChangeSchema,
  interventionListSchema,
  interventionSchema,
} from "../../practice/intervention.ts";
import { verdictSchema } from "../../practice/verdict.ts";
import { peopleAnswerSchema } from "../answers/people.ts";
import type { Route } from "../route.ts";
import { id, nothing } from "./parts.ts";

const annotationsQuery = z.strictObject({
  /** Only what concerns this KPI. */
  kpi: z.string().max(100).optional(),
  /** First and last day, both included. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
});
const decisionsQuery = z.strictObject({ kpi: z.string().max(100).optional() });
const interventionsQuery = z.strictObject({
  kpi: z.string().max(100).optional(),
  owner: z.string().max(100).optional(),
});

/** What people write down about KPIs: remarks, decisions and what is done about them. */
export const practiceRoutes = {
  people: {
    act: "read",
    tag: "practice",
    summary: "The people of the definitions, and which of them is the caller",
    response: peopleAnswerSchema,
    success: 200,
  },
  annotations: {
    act: "read",
    tag: "practice",
    summary: "Dated remarks and holidays",
    query: annotationsQuery,
    response: annotationListSchema,
    success: 200,
  },
  annotate: {
    act: "practise",
    tag: "practice",
    summary: "Write a dated remark",
    body: annotationBodySchema,
    response: annotationSchema,
    success: 201,
  },
  removeAnnotation: {
    act: "practise",
    tag: "practice",
    summary: "Take a remark of one's own back",
    params: id,
    response: nothing,
    success: 200,
  },
  decisions: {
    act: "read",
    tag: "practice",
    summary: "The decision log, newest first",
    query: decisionsQuery,
    response: decisionListSchema,
    success: 200,
  },
  decide: {
    act: "practise",
    tag: "practice",
    summary: "Write down a decision",
    body: decisionBodySchema,
    response: decisionSchema,
    success: 201,
  },
  interventions: {
    act: "read",
    tag: "practice",
    summary: "What is done to move KPIs, the next due first",
    query: interventionsQuery,
    response: interventionListSchema,
    success: 200,
  },
  intervene: {
    act: "practise",
    tag: "practice",
    summary: "Bet on an intervention",
    body: interventionBodySchema,
    response: interventionSchema,
    success: 201,
  },
  changeIntervention: {
    act: "practise",
    tag: "practice",
    summary: "Change an intervention, or say how far it is",
    params: id,
    body: interventionChangeSchema,
    response: interventionSchema,
    success: 200,
  },
  interventionVerdict: {
    act: "read",
    tag: "practice",
    summary: "What became of an intervention; before its time is up, how it looks so far",
    params: id,
    response: verdictSchema,
    success: 200,
  },
} as const satisfies Record<string, Route>;
