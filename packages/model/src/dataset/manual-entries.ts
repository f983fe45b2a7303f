import { type Dataset, datasetSchema } from "./dataset.ts";

/** The built-in dataset that holds what people entered; a workspace with a manual metric has it. A later row for the same metric and period corrects an earlier one. */
export const manualEntries: Dataset = datasetSchema.parse({
  id: "manual_entries",
  label: "Manual entries",
  description: "Values people entered, with their evidence.",
  time: "day",
  columns: {
    day: { type: "date", nullable: false, description: "First local day of the period." },
    metric: { type: "string", nullable: false },
    period_key: { type: "string", nullable: false },
    value: { type: "decimal", nullable: false },
    author: { type: "string", nullable: false },
    evidence: { type: "string", description: "A link or a sentence." },
    note: { type: "string" },
    entered_at: { type: "datetime", nullable: false },
  },
  // How old an entered value is follows from its own period, not from the newest entry of any metric.
  stale_after: "5200w",
});
