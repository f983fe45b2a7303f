import { aggregatesOf } from "./aggregates.ts";
import { habitsOf } from "./habits.ts";
import type { Personal } from "./personal.ts";
import { plansOf } from "./plans.ts";
import type { PracticeServices } from "./services.ts";

/** Opens the room of what is one person's own. */
export const openPersonal = (services: PracticeServices): Personal => ({
  ...habitsOf(services),
  ...plansOf(services),
  ...aggregatesOf(services),
});
