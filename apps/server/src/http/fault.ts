import type { ProblemBody } from "@sextant/model/api/answers/finding";
import type { Finding } from "@sextant/model/problem/finding";
import { Problem, type ProblemCode, problems } from "@sextant/model/problem/problem";
import type { z } from "zod";
import { storeProblem } from "../store/fault.ts";

const codeByStatus: Record<number, ProblemCode> = {
  404: "not_found",
  413: "too_large",
  415: "unsupported_format",
  429: "too_many_requests",
  503: "overloaded",
};

const details: Partial<Record<string, string>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: "The body is larger than this route takes.",
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "The body's content type is not one this route takes.",
  FST_ERR_CTP_EMPTY_JSON_BODY: "The body is empty, but the content type says JSON.",
  FST_ERR_CTP_INVALID_JSON_BODY: "The body is not valid JSON.",
  FST_ERR_BAD_URL: "The address is not a valid one.",
};

const detailOf = (error: Error): string => {
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return (
    details[code] ?? (error instanceof SyntaxError ? "The body is not valid JSON." : "The request cannot be read.")
  );
};

/** The problem any thrown value stands for; what nobody foresaw is `internal`, and tells nothing but a trace id. */
export const problemOf = (error: unknown): Problem => {
  if (error instanceof Problem) return error;
  const known = storeProblem(error);
  if (known) return known;
  if (error instanceof Error && "statusCode" in error && typeof error.statusCode === "number" && error.statusCode < 500)
    return new Problem(codeByStatus[error.statusCode] ?? "invalid_request", detailOf(error), { cause: error });
  return new Problem(
    "internal",
    "Something went wrong inside Sextant. The server's log says more under the trace id.",
    {
      cause: error,
    },
  );
};

/** A problem as it goes over the wire (RFC 9457). */
export const bodyOf = (problem: Problem, traceId: string): ProblemBody => {
  const { status, title } = problems[problem.code];
  return {
    type: `urn:sextant:problem:${problem.code}`,
    title,
    status,
    detail: problem.message,
    code: problem.code,
    traceId,
    ...(problem.hint === undefined ? {} : { hint: problem.hint }),
    ...(problem.findings.length === 0 ? {} : { findings: [...problem.findings] }),
    ...(problem.conflicts.length === 0 ? {} : { conflicts: [...problem.conflicts] }),
  };
};

const findingOf = (where: string, issue: z.core.$ZodIssue): Finding => {
  const path = [where, ...issue.path.map(String)].join(".");
  return {
    rule: "request/invalid",
    severity: "error",
    message: `${path}: ${issue.message}`,
    hint: "See the API reference for what this route takes.",
    subject: path,
  };
};

/** Parses a part of a request by its schema; throws `invalid_request` with every issue as a finding. */
export const parsePart = (
  where: "params" | "query" | "body",
  schema: z.ZodType | undefined,
  given: unknown,
): unknown => {
  if (!schema) return undefined;
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const findings = result.error.issues.slice(0, 100).map((issue) => findingOf(where, issue));
  throw new Problem("invalid_request", findings[0]?.message ?? `The ${where} is not valid.`, { findings });
};
