import { vanityAnswerSchema } from "../answers/audit.ts";
import { findingsAnswerSchema } from "../answers/finding.ts";
import type { Route } from "../route.ts";

/** Whether definitions and KPIs are worth having. */
export const auditRoutes = {
  lint: {
    act: "read",
    tag: "definitions",
    summary: "Lint with numbers: what check found, and what past values and the clock say about the definitions",
    response: findingsAnswerSchema,
    success: 200,
  },
  vanity: {
    act: "read",
    tag: "kpis",
    summary: "When each KPI last changed what somebody did, and which are proposed for demotion",
    response: vanityAnswerSchema,
    success: 200,
  },
  vanityReport: {
    act: "read",
    tag: "kpis",
    summary: "The vanity audit of the last two quarters as a report in Markdown",
    produces: "text/markdown",
    success: 200,
  },
} as const satisfies Record<string, Route>;
