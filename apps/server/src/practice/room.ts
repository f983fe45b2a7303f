import { annotationsOf } from "./annotations.ts";
import { decisionsOf } from "./decisions.ts";
import { interventionsOf } from "./interventions.ts";
import { objectivesOf } from "./objectives.ts";
import type { Practice } from "./practice.ts";
import type { PracticeServices } from "./services.ts";
import { verdictsOf } from "./verdicts.ts";

/** Opens the room of what people do about KPIs. */
export const openPractice = (services: PracticeServices): Practice => ({
  ...annotationsOf(services),
  ...decisionsOf(services),
  ...interventionsOf(services),
  ...verdictsOf(services),
  ...objectivesOf(services),
});
