import type { Verb } from "./verb.ts";
import { alerts } from "./verbs/alerts.ts";
import { apply } from "./verbs/apply.ts";
import { ask } from "./verbs/ask.ts";
import { check } from "./verbs/check.ts";
import { enter } from "./verbs/enter.ts";
import { exportVerb } from "./verbs/export.ts";
import { habit } from "./verbs/habit.ts";
import { importVerb } from "./verbs/import.ts";
import { init } from "./verbs/init.ts";
import { library } from "./verbs/library.ts";
import { lint } from "./verbs/lint.ts";
import { objectives } from "./verbs/objectives.ts";
import { plan } from "./verbs/plan.ts";
import { receipt } from "./verbs/receipt.ts";
import { secret } from "./verbs/secret.ts";
import { serve } from "./verbs/serve.ts";
import { source } from "./verbs/source.ts";
import { status } from "./verbs/status.ts";
import { vanity } from "./verbs/vanity.ts";
import { verify } from "./verbs/verify.ts";

/** Every verb of the command line, in the order of its help. */
export const verbs: readonly Verb[] = [
  init,
  check,
  plan,
  apply,
  status,
  alerts,
  objectives,
  habit,
  ask,
  receipt,
  verify,
  enter,
  source,
  secret,
  serve,
  exportVerb,
  importVerb,
  library,
  lint,
  vanity,
];
