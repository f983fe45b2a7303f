/** Metrics people enter, per month and per week. */
export const enteredYaml = `metrics:
  - { id: offices, label: Offices, kind: manual, grain: month, combine: last, unit: count }
  - { id: audits, label: Audits passed, kind: manual, grain: month, combine: sum, unit: count }
  - { id: mood, label: Mood, kind: manual, grain: week, combine: average }
  - { id: audits_per_office, label: Audits per office, kind: derived, expression: audits / offices }
  - { id: audits_this_year, label: Audits of the year, kind: cumulative, metric: audits, to_date: year, unit: count }
`;
