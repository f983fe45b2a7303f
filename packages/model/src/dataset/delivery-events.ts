import { type Dataset, datasetSchema } from "./dataset.ts";

/** The shape of what webhooks land: deployments, runs of pipelines, merges and commits, for the DORA metrics. A workspace declares it. */
export const deliveryEvents: Dataset = datasetSchema.parse({
  id: "delivery_events",
  label: "Delivery events",
  description: "Deployments, pipeline runs, merges and commits as GitHub or GitLab told of them.",
  time: "at",
  row_id: "id",
  columns: {
    id: { type: "string", nullable: false, description: "Provider, repository, event and its number: one row each." },
    at: { type: "datetime", nullable: false, description: "When it ended; of a commit, when it was made." },
    event: { type: "string", nullable: false, description: "deployment, run, merge or commit." },
    status: { type: "string", nullable: false, description: "success, failure, canceled, merged, closed or pushed." },
    provider: { type: "string", nullable: false },
    repository: { type: "string", nullable: false, description: "Owner and name." },
    environment: { type: "string", description: "Of a deployment." },
    ref: { type: "string", description: "Branch or tag; of a merge the one it went to." },
    sha: { type: "string" },
    seconds: { type: "number", description: "From its beginning to its end; of a merge since it was opened." },
    author: { type: "string" },
    name: { type: "string", description: "Of the workflow; of a merge its number." },
  },
  dimensions: ["event", "status", "repository", "environment", "name"],
  stale_after: "14d",
});
