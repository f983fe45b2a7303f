import { checkAlerts } from "./alerts.ts";
import { checkCycles } from "./cycles.ts";
import { checkDatasets } from "./datasets.ts";
import type { Check } from "./draft.ts";
import { checkExpressions } from "./expressions.ts";
import { checkGate } from "./gate.ts";
import { checkGrains } from "./grains.ts";
import { checkIdentities } from "./identities.ts";
import { checkJoins } from "./joins.ts";
import { checkBudgets, checkPairs, checkUse } from "./lint.ts";
import { checkMetrics } from "./metrics.ts";
import { checkNames } from "./names.ts";
import { checkNearDuplicates } from "./near-duplicates.ts";
import { checkObjectives } from "./objectives.ts";
import { checkOrganisation } from "./organisation.ts";
import { checkReferences } from "./references.ts";
import { checkReviews } from "./reviews.ts";
import { checkSmart, checkUnits } from "./smart.ts";
import { checkSources } from "./sources.ts";
import { checkTargets } from "./targets.ts";
import { checkWorkspace } from "./workspace.ts";

/** Every check of a workspace; their order does not matter. */
export const checks: readonly Check[] = [
  checkWorkspace,
  checkDatasets,
  checkSources,
  checkJoins,
  checkReferences,
  checkNames,
  checkExpressions,
  checkMetrics,
  checkCycles,
  checkIdentities,
  checkNearDuplicates,
  checkOrganisation,
  checkTargets,
  checkGate,
  checkGrains,
  checkBudgets,
  checkPairs,
  checkUse,
  checkAlerts,
  checkSmart,
  checkUnits,
  checkReviews,
  checkObjectives,
];
