import type { Migration } from "kysely/migration";
import { first } from "./migrations/0001-first.ts";
import { rollup } from "./migrations/0002-rollup.ts";
import { drift } from "./migrations/0003-drift.ts";
import { source } from "./migrations/0004-source.ts";
import { mergedLandings } from "./migrations/0005-merged-landings.ts";
import { judgement } from "./migrations/0007-judgement.ts";
import { alerts } from "./migrations/0008-alerts.ts";
import { governance } from "./migrations/0010-governance.ts";
import { practice } from "./migrations/0011-practice.ts";
import { reviews } from "./migrations/0012-reviews.ts";
import { objectives } from "./migrations/0013-objectives.ts";
import { personal } from "./migrations/0014-personal.ts";
import type { Dialect } from "./migrations/anything.ts";

/** Every migration of the store, by name, in order; a released one is never edited. */
export const migrationsFor = (dialect: Dialect): Record<string, Migration> => ({
  "0001_first": first(dialect),
  "0002_rollup": rollup,
  "0003_drift": drift,
  "0004_source": source,
  "0005_merged_landings": mergedLandings,
  "0007_judgement": judgement,
  "0008_alerts": alerts(dialect),
  "0010_governance": governance,
  "0011_practice": practice,
  "0012_reviews": reviews,
  "0013_objectives": objectives,
  "0014_personal": personal,
});
