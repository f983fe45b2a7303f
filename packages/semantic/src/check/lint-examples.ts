import type { RuleId } from "./rules.ts";

/** A file that breaks a rule, and one that keeps it; both stand beside the file every example shares. */
interface LintExample {
  bad: string;
  good: string;
}

/** The file every example stands beside. */
export const lintBase = `workspace: { id: support, label: Support, budgets: { dashboard: 2, team: 1, person: 1 } }
people: [{ id: ada, label: Ada }]
org_units: [{ id: desk, label: Service desk, level: team }]
datasets:
  - id: tickets
    label: Tickets
    time: closed
    columns:
      closed: { type: datetime, nullable: false }
      ticket: { type: string }
      minutes: { type: number }
      cost: { type: number }
      answer: { type: integer }
      is_open: { type: boolean }
metrics:
  - { id: closed, label: Tickets closed, kind: simple, dataset: tickets, aggregation: count, unit: count, direction: up_is_good }
  - { id: minutes, label: Minutes worked, kind: simple, dataset: tickets, aggregation: sum, expression: minutes, unit: minutes }
  - { id: cost, label: Cost, kind: simple, dataset: tickets, aggregation: sum, expression: cost, unit: eur }
  - { id: csat, label: Satisfied customers, kind: survey, dataset: tickets, score: answer, instrument: csat, unit: percent, direction: up_is_good }
kpis:
  - { id: satisfied, metric: csat, timing: leading }
`;

/** An example for each rule of the gate and of lint that can be told from definitions alone. */
export const lintExamples = {
  "gate/objective": {
    bad: "kpis: [{ id: speed, metric: closed }]",
    good: "kpis: [{ id: speed, metric: closed, objective: Nobody waits twice. }]",
  },
  "gate/owner": {
    bad: "kpis: [{ id: speed, metric: closed }]",
    good: "kpis: [{ id: speed, metric: closed, owner: ada }]",
  },
  "gate/direction": {
    bad: "kpis: [{ id: price, metric: cost }]",
    good: "kpis: [{ id: speed, metric: closed }]",
  },
  "gate/target": {
    bad: "kpis: [{ id: speed, metric: closed }]",
    good: "kpis: [{ id: speed, metric: closed, target: { value: 40 } }]",
  },
  "gate/cadence": {
    bad: "kpis: [{ id: speed, metric: closed }]",
    good: "kpis: [{ id: speed, metric: closed, cadence: weekly }]",
  },
  "gate/timing": {
    bad: "kpis: [{ id: speed, metric: closed }]",
    good: "kpis: [{ id: speed, metric: closed, timing: leading }]",
  },
  "gate/action": {
    bad: "kpis: [{ id: speed, metric: closed }]",
    good: "kpis: [{ id: speed, metric: closed, action_when_red: Move two people to the desk. }]",
  },
  "gate/guardrail": {
    bad: "kpis: [{ id: speed, metric: closed }]",
    good: "kpis: [{ id: speed, metric: closed, guardrails: [satisfied] }]",
  },
  "lint/dashboard-budget": {
    bad: `kpis: [{ id: speed, metric: closed }, { id: effort, metric: minutes }]
dashboards: [{ id: desk_board, label: Desk, kpis: [satisfied, speed, effort] }]`,
    good: `kpis: [{ id: speed, metric: closed }]
dashboards: [{ id: desk_board, label: Desk, kpis: [satisfied, speed] }]`,
  },
  "lint/team-budget": {
    bad: "kpis: [{ id: speed, metric: closed, org_unit: desk }, { id: effort, metric: minutes, org_unit: desk }]",
    good: "kpis: [{ id: speed, metric: closed, org_unit: desk }]",
  },
  "lint/person-budget": {
    bad: `kpis:
  - { id: speed, metric: closed, owner: ada, level: person }
  - { id: effort, metric: minutes, owner: ada, level: person }`,
    good: "kpis: [{ id: speed, metric: closed, owner: ada, level: person }]",
  },
  "lint/no-leading": {
    bad: "kpis: [{ id: price, metric: cost, timing: lagging }]",
    good: "kpis: [{ id: price, metric: cost, timing: lagging }, { id: effort, metric: minutes, timing: leading, leads: [price] }]",
  },
  "lint/not-approved": {
    bad: `kpis: [{ id: speed, metric: closed, state: draft }]
dashboards: [{ id: desk_board, label: Desk, kpis: [speed] }]`,
    good: `kpis: [{ id: speed, metric: closed, state: proposed }]
dashboards: [{ id: desk_board, label: Desk, kpis: [speed] }]`,
  },
  "lint/unused-metric": {
    bad: "kpis: [{ id: speed, metric: closed }, { id: effort, metric: minutes }]",
    good: "kpis: [{ id: speed, metric: closed }, { id: effort, metric: minutes }, { id: price, metric: cost }]",
  },
  "lint/no-unit": {
    bad: `metrics: [{ id: load, label: Load, kind: simple, dataset: tickets, aggregation: count }]
kpis: [{ id: load, metric: load }]`,
    good: `metrics: [{ id: load, label: Load, kind: simple, dataset: tickets, aggregation: count, unit: count }]
kpis: [{ id: load, metric: load }]`,
  },
  "lint/mixed-units": {
    bad: "metrics: [{ id: effort, label: Effort, kind: derived, expression: minutes + cost }]",
    good: "metrics: [{ id: effort, label: Effort, kind: derived, expression: minutes / 60 * 40 + cost, unit: eur }]",
  },
  "lint/objective-repeats-name": {
    bad: "kpis: [{ id: speed, metric: closed, objective: Tickets closed. }]",
    good: "kpis: [{ id: speed, metric: closed, objective: Customers get their day back. }]",
  },
  "lint/reviewed-too-often": {
    bad: "kpis: [{ id: speed, metric: closed, grain: month, cadence: daily }]",
    good: "kpis: [{ id: speed, metric: closed, grain: month, cadence: monthly }]",
  },
  "lint/short-window": {
    bad: "kpis: [{ id: speed, metric: closed, window: 2 }]",
    good: "kpis: [{ id: speed, metric: closed, window: 12 }]",
  },
  "lint/guardrail-not-in-force": {
    bad: `kpis:
  - { id: effort, metric: minutes, state: archived }
  - { id: speed, metric: closed, guardrails: [effort] }`,
    good: "kpis: [{ id: speed, metric: closed, guardrails: [satisfied] }]",
  },
  "lint/guardrail-same-number": {
    bad: "kpis: [{ id: speed, metric: closed }, { id: pace, metric: closed, guardrails: [speed] }]",
    good: "kpis: [{ id: pace, metric: closed, guardrails: [satisfied] }]",
  },
  "lint/activity-unpaired": {
    bad: `metrics: [{ id: touched, label: Tickets touched, kind: simple, dataset: tickets, aggregation: count, where: minutes > 0, unit: count, direction: up_is_good }]
kpis: [{ id: touched, metric: touched }, { id: speed, metric: closed, guardrails: [touched] }]`,
    good: "kpis: [{ id: speed, metric: closed, guardrails: [satisfied] }]",
  },
  "lint/total-ever": {
    bad: `metrics: [{ id: ever, label: Tickets ever, kind: snapshot, dataset: tickets, entity: ticket, aggregation: count, carry_forward: 20 years, unit: count }]
kpis: [{ id: ever, metric: ever }]`,
    good: `metrics: [{ id: now, label: Open tickets, kind: snapshot, dataset: tickets, entity: ticket, aggregation: count, where: is_open, carry_forward: 20 years, unit: count }]
kpis: [{ id: now, metric: now }]`,
  },
} as const satisfies Partial<Record<RuleId, LintExample>>;

/** Rules that need past values or the clock: the server tells them. */
export const needsNumbers: readonly RuleId[] = [
  "lint/no-value",
  "lint/already-met",
  "lint/out-of-reach",
  "lint/only-rises",
  "lint/target-over",
];
