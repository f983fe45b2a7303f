import { z } from "zod";
import { definitionTypes } from "../../definition/catalog.ts";
import { commentListSchema, commentSchema, newCommentSchema } from "../answers/comment.ts";
import {
  approveBodySchema,
  decisionBodySchema,
  definitionViewSchema,
  editAnswerSchema,
  editPlanBodySchema,
  editPlanSchema,
  editsBodySchema,
  newProposalSchema,
  proposalListSchema,
  proposalSchema,
  proposalViewSchema,
} from "../answers/edits.ts";
import { demoteBodySchema, gateAnswerSchema, gateBodySchema } from "../answers/gate.ts";
import { organisationAnswerSchema } from "../answers/organisation.ts";
import type { Route } from "../route.ts";

const id = z.object({ id: z.string().min(1).max(100) });

/** Editing definitions on a screen, proposing changes, approving meanings, and remarks (K4). */
export const governanceRoutes = {
  definition: {
    act: "read",
    tag: "definitions",
    summary: "One definition as it stands in its file, with its versions and approvals",
    params: z.object({ type: z.enum(definitionTypes), id: z.string().min(1).max(100) }),
    response: definitionViewSchema,
    success: 200,
  },
  planEdit: {
    act: "propose",
    tag: "definitions",
    summary: "What edits of single definitions would change, in their files and on request in past numbers",
    body: editPlanBodySchema,
    response: editPlanSchema,
    success: 200,
  },
  applyEdit: {
    act: "define",
    tag: "definitions",
    summary: "Edit single definitions in their files; a conflict when one changed since the edit began",
    body: editsBodySchema,
    response: editAnswerSchema,
    success: 200,
  },
  approve: {
    act: "approve",
    tag: "definitions",
    summary: "Stand behind meanings, by their hashes; for people only",
    body: approveBodySchema,
    response: z.object({ approved: z.array(z.string()) }),
    success: 200,
  },
  gate: {
    act: "read",
    tag: "definitions",
    summary: "What a metric still lacks to be a KPI (K1), and what its history suggests; changes nothing",
    body: gateBodySchema,
    response: gateAnswerSchema,
    success: 200,
  },
  demote: {
    act: "define",
    tag: "definitions",
    summary: "Make a KPI a metric again: archived and off the dashboards, everything kept",
    params: id,
    body: demoteBodySchema,
    response: editAnswerSchema,
    success: 200,
  },
  organisation: {
    act: "read",
    tag: "definitions",
    summary: "Units with their people and KPIs by level, how KPIs are linked, and whether targets reconcile (K8)",
    response: organisationAnswerSchema,
    success: 200,
  },
  proposals: {
    act: "read",
    tag: "definitions",
    summary: "Proposed changes, newest first",
    query: z.strictObject({ state: z.enum(["open", "all"]).optional() }),
    response: proposalListSchema,
    success: 200,
  },
  propose: {
    act: "propose",
    tag: "definitions",
    summary: "Propose edits for somebody to approve; nothing changes yet",
    body: newProposalSchema,
    response: proposalSchema,
    success: 201,
  },
  proposal: {
    act: "read",
    tag: "definitions",
    summary: "A proposed change: what it would change now, and what changed under it",
    params: id,
    query: z.strictObject({ effect: z.enum(["true", "false"]).optional() }),
    response: proposalViewSchema,
    success: 200,
  },
  decideProposal: {
    act: "propose",
    tag: "definitions",
    summary: "Apply or reject a proposal (people who may approve), or withdraw one's own",
    params: id,
    body: decisionBodySchema,
    response: proposalSchema,
    success: 200,
  },
  comments: {
    act: "read",
    tag: "definitions",
    summary: "Remarks about a KPI, metric or proposal, oldest first",
    query: z.strictObject({
      type: z.enum(["kpi", "metric", "proposal"]),
      id: z.string().min(1).max(100),
      period: z.string().max(20).optional(),
    }),
    response: commentListSchema,
    success: 200,
  },
  comment: {
    act: "propose",
    tag: "definitions",
    summary: "Remark on a KPI, metric or proposal, on one period or version of it",
    body: newCommentSchema,
    response: commentSchema,
    success: 201,
  },
} as const satisfies Record<string, Route>;
