import type { Rule } from "./rule.ts";

/** Rules of sources, and of what datasets read of them. */
export const sourceRules = {
  "source/schedule": {
    severity: "error",
    sentence: "A schedule is a cron of five fields: minute, hour, day of month, month, weekday.",
    bad: 'schedule: "every hour"',
    good: 'schedule: "0 * * * *"',
  },
  "dataset/source": {
    severity: "error",
    sentence:
      "A dataset has one file inside the workspace folder, one inside an installed package, or what it reads of one source.",
    bad: "source: { file: ../secrets.csv }",
    good: "source: { from: crm, table: orders, cursor: updated_at }",
  },
  "dataset/cursor": {
    severity: "error",
    sentence: "The cursor is a declared column that is a number or a time.",
    bad: "cursor: changed\ncolumns: { updated_at: { type: datetime } }",
    good: "cursor: updated_at",
  },
} as const satisfies Record<string, Rule>;
