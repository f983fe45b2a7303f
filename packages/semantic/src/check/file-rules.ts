import type { Rule } from "./rule.ts";

/** Rules about files, keys, references and where data comes from. */
export const fileRules = {
  "yaml/syntax": {
    severity: "error",
    sentence: "A definition file is YAML.",
    bad: "label: Flights: all of them",
    good: 'label: "Flights: all of them"',
  },
  "yaml/duplicate-key": {
    severity: "error",
    sentence: "A key stands once in a mapping.",
    bad: "label: Delay\nlabel: Mean delay",
    good: "label: Mean delay",
  },
  "yaml/multiple-documents": {
    severity: "error",
    sentence: "A file holds one YAML document.",
    bad: "metrics: []\n---\nkpis: []",
    good: "metrics: []\nkpis: []",
  },
  "yaml/aliases": {
    severity: "error",
    sentence: "Aliases point at anchors of the same file and are followed a thousand times at most.",
    bad: "owner: *head",
    good: "owner: ada",
  },
  "yaml/too-large": {
    severity: "error",
    sentence: "A definition file has at most 1,000,000 characters.",
    bad: "one file with everything",
    good: "one file per area",
  },
  "yaml/too-deep": {
    severity: "error",
    sentence: "Definitions nest a few levels.",
    bad: "[[[[[[…]]]]]]",
    good: "kpis: [on_time_rate]",
  },
  "yaml/encoding": {
    severity: "error",
    sentence: "A definition file is UTF-8 text without NUL bytes.",
    bad: "a file saved as Latin-1",
    good: "the same file saved as UTF-8",
  },
  "definition/more-findings": {
    severity: "error",
    sentence: "At most 1,000 findings are shown at once.",
    bad: "a file in which every line is wrong",
    good: "the same file with its first mistakes repaired",
  },
  "yaml/root": {
    severity: "error",
    sentence: "A definition file is a mapping of sections.",
    bad: "- id: flights",
    good: "metrics:\n  - id: flights",
  },
  "schema/unknown-key": {
    severity: "error",
    sentence: "Only keys of the format are allowed.",
    bad: "agregation: sum",
    good: "aggregation: sum",
  },
  "schema/missing": {
    severity: "error",
    sentence: "Required keys are there.",
    bad: "- id: flights",
    good: "- id: flights\n  label: Flights",
  },
  "schema/wrong-type": {
    severity: "error",
    sentence: "A value has the type of its key.",
    bad: "percentile: ninety",
    good: "percentile: 0.9",
  },
  "schema/wrong-value": {
    severity: "error",
    sentence: "A value is one of those its key allows.",
    bad: "cadence: fortnightly",
    good: "cadence: biweekly",
  },
  "schema/invalid": {
    severity: "error",
    sentence: "A value keeps the limits of its key.",
    bad: "id: On Time",
    good: "id: on_time",
  },
  "definition/duplicate-id": {
    severity: "error",
    sentence: "An id is given once per type of definition, across all files.",
    bad: "two metrics with id: delay",
    good: "id: mean_delay and id: p90_delay",
  },
  "definition/workspace": {
    severity: "error",
    sentence: "A workspace is described in exactly one place.",
    bad: "no file has a `workspace` section",
    good: "workspace:\n  id: airline\n  label: Airline",
  },
  "reference/unknown": {
    severity: "error",
    sentence: "What a definition refers to exists.",
    bad: "metric: on_tme_rate",
    good: "metric: on_time_rate",
  },
  "calendar/invalid": {
    severity: "error",
    sentence:
      "The calendar names an IANA time zone, holidays that exist, each once, and years that start where the one before ends.",
    bad: "time_zone: CEST",
    good: "time_zone: Europe/Berlin",
  },
  "workspace/as-of": {
    severity: "error",
    sentence: "A pinned clock is a local date or date-time.",
    bad: "as_of: last summer",
    good: "as_of: 2001-07-01T02:00",
  },
  "dataset/time-column": {
    severity: "error",
    sentence: "The time column is one of the columns and holds dates or datetimes.",
    bad: "time: delay",
    good: "time: date",
  },
  "dataset/time-zone": {
    severity: "error",
    sentence: "The time zone of a dataset is an IANA zone.",
    bad: "time_zone: GMT+5",
    good: "time_zone: Asia/Karachi",
  },
  "dataset/dimension": {
    severity: "error",
    sentence: "Dimensions are columns of the dataset, each named once.",
    bad: "dimensions: [orign]",
    good: "dimensions: [origin]",
  },
  "dataset/column-name": {
    severity: "error",
    sentence: "Column names hold no control characters and do not start with _, which marks columns of Sextant.",
    bad: "_at: { type: datetime }",
    good: "at: { type: datetime, from: _at }",
  },
  "dataset/source": {
    severity: "error",
    sentence: "A source is one file inside the workspace folder, or one inside an installed package.",
    bad: "file: ../secrets.csv",
    good: "file: data/flights.csv",
  },
  "organisation/cycle": {
    severity: "error",
    sentence: "No unit of the organisation is above itself.",
    bad: "support has parent care, care has parent support",
    good: "support has parent care, care has parent company",
  },
} as const satisfies Record<string, Rule>;
