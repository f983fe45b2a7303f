import type { Finding } from "./finding.ts";

interface CatalogueEntry {
  /** HTTP status. */
  status: number;
  /** Exit code of the command line. */
  exit: number;
  title: string;
}

/** Every coded failure of a request: one entry gives HTTP status, CLI exit code and title. */
export const problems = {
  invalid_request: { status: 400, exit: 2, title: "The request is not valid" },
  invalid_definitions: { status: 422, exit: 1, title: "The definitions have errors" },
  not_signed_in: { status: 401, exit: 3, title: "Sign in first" },
  wrong_credentials: { status: 401, exit: 3, title: "E-mail or password is wrong" },
  not_allowed: { status: 403, exit: 3, title: "Not allowed" },
  csrf: { status: 403, exit: 3, title: "The request did not come from a Sextant page" },
  not_found: { status: 404, exit: 4, title: "Not found" },
  timed_out: { status: 408, exit: 7, title: "The sender stalled" },
  conflict: { status: 409, exit: 5, title: "It conflicts with what is there" },
  setup_done: { status: 409, exit: 5, title: "The owner account exists already" },
  invalid_setup_link: { status: 403, exit: 3, title: "The setup link is wrong or used up" },
  too_large: { status: 413, exit: 2, title: "Too large" },
  unsupported_format: { status: 415, exit: 2, title: "Unsupported format" },
  bad_rows: { status: 422, exit: 1, title: "Rows were refused" },
  too_many_requests: { status: 429, exit: 6, title: "Too many requests" },
  query_too_slow: { status: 503, exit: 7, title: "The question took too long" },
  overloaded: { status: 503, exit: 7, title: "The server is busy" },
  disk_full: { status: 507, exit: 7, title: "The disk is full" },
  data_directory_locked: { status: 503, exit: 8, title: "Another process holds the data directory" },
  port_in_use: { status: 503, exit: 8, title: "The port is in use" },
  unsafe_address: { status: 503, exit: 8, title: "Refusing to listen on a public address without accounts" },
  source_unreadable: { status: 422, exit: 1, title: "A source could not be read" },
  server_unreachable: { status: 503, exit: 7, title: "The server cannot be reached" },
  internal: { status: 500, exit: 70, title: "Something went wrong inside Sextant" },
} as const satisfies Record<string, CatalogueEntry>;

export type ProblemCode = keyof typeof problems;

/** A definition or file that two sides changed: what the edit started from, what it wants, and what is there. */
export interface ConflictingText {
  type: string;
  id: string;
  base: string | null;
  yours: string | null;
  theirs: string | null;
}

/** A coded failure of a request: thrown once, caught only at doors, RFC 9457 on the wire. */
export class Problem extends Error {
  readonly code: ProblemCode;
  /** What to do about it. */
  readonly hint: string | undefined;
  readonly findings: readonly Finding[];
  /** Of the problem `conflict`: what both sides say. */
  readonly conflicts: readonly ConflictingText[];
  /** Seconds until another attempt makes sense. */
  readonly retryAfter: number | undefined;

  constructor(
    code: ProblemCode,
    detail: string,
    options: {
      hint?: string;
      findings?: readonly Finding[];
      conflicts?: readonly ConflictingText[];
      cause?: unknown;
      retryAfter?: number;
    } = {},
  ) {
    super(detail, { cause: options.cause });
    this.name = "Problem";
    this.code = code;
    this.hint = options.hint;
    this.findings = options.findings ?? [];
    this.conflicts = options.conflicts ?? [];
    this.retryAfter = options.retryAfter;
  }
}
