import { calendarOf } from "./calendar.ts";
import { expectationsOf } from "./expectations.ts";
import { holdingOf } from "./hold.ts";
import { minutesOf } from "./minutes.ts";
import type { Reviews } from "./reviews.ts";
import { seriesOf } from "./series.ts";
import type { ReviewServices } from "./services.ts";

/** Opens the room of reviews and expectations. */
export const openReviews = (services: ReviewServices): Reviews => ({
  ...seriesOf(services),
  ...holdingOf(services),
  ...calendarOf(services),
  ...expectationsOf(services),
  ...minutesOf(services),
});
