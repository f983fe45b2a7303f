import { paths } from "@sextant/model/api/paths";
import { Problem } from "@sextant/model/problem/problem";
import type { Writer } from "../../reviews/reviews.ts";
import { authorOf } from "../author.ts";
import type { Caller } from "../caller.ts";
import type { Handlers, Rooms } from "../handler.ts";

type ReviewRoutes =
  | "reviews"
  | "openReview"
  | "reviewCalendar"
  | "reviewCalendarLink"
  | "review"
  | "changeReview"
  | "reviewKpi"
  | "noteInReview"
  | "reviewMinutes"
  | "expectations"
  | "expect"
  | "expectationScores";

/** Who makes the call, by id of account or token; throws not_signed_in for nobody. */
const idOf = ({ actor }: Caller): string => {
  if (actor.kind === "anonymous") throw new Problem("not_signed_in", "Sign in first.");
  return actor.id;
};

/** Handlers of reviews and expectations. */
export const reviewHandlers = ({ reviews, definitions }: Rooms): Pick<Handlers, ReviewRoutes> => {
  const by = (caller: Caller): Writer => ({
    owner: idOf(caller),
    author: authorOf(caller, definitions.state().catalog),
  });
  return {
    reviews: async () => ({ value: await reviews.list() }),
    openReview: async ({ body, caller }) => ({ value: await reviews.open(body.series, by(caller)) }),
    reviewCalendar: async ({ query }) => ({ file: await reviews.calendar(query.token) }),
    reviewCalendarLink: async ({ body, caller }) => {
      const secret = await reviews.calendarLink(body.series, by(caller));
      return { value: { path: `${paths.reviewCalendar.path}?token=${secret}` } };
    },
    review: async ({ params }) => ({ value: await reviews.review(params.id) }),
    changeReview: async ({ params, body }) => ({ value: await reviews.change(params.id, body) }),
    reviewKpi: async ({ params }) => ({ value: await reviews.fields(params.id, params.kpi) }),
    noteInReview: async ({ params, body, caller }) => ({ value: await reviews.note(params.id, body, by(caller)) }),
    reviewMinutes: async ({ params, query }) => ({ file: await reviews.minutes(params.id, query.form) }),
    expectations: async ({ query, caller }) => ({
      value: { expectations: await reviews.expectations(query, idOf(caller)) },
    }),
    expect: async ({ body, caller }) => ({ value: await reviews.expect(body, by(caller)) }),
    expectationScores: async ({ caller }) => ({ value: await reviews.scores(idOf(caller)) }),
  };
};
