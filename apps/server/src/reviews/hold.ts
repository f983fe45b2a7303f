import { agendaOf } from "@sextant/model/practice/agenda";
import type { KeptReview, Note, Review, ReviewChange } from "@sextant/model/practice/review";
import { kpisOf } from "@sextant/model/practice/review-series";
import { Problem } from "@sextant/model/problem/problem";
import { latestExpectations } from "../store/expectation.ts";
import type { NewFact } from "../store/fact.ts";
import { newId } from "../store/id.ts";
import {
  heldReviews,
  insertReview,
  keepNote,
  latestReviews,
  notesOf,
  reviewById,
  updateReview,
} from "../store/review.ts";
import { carriedInto } from "./carried.ts";
import { factsOf } from "./facts.ts";
import { allFieldsOf, fieldsOf } from "./fields.ts";
import type { Reviews, Writer } from "./reviews.ts";
import { standingOf } from "./series.ts";
import { nameOf, nowOf, type ReviewServices } from "./services.ts";

/** Expectations of one review. */
const mostExpectations = 500;

const changedMeanwhile = (): Problem =>
  new Problem("conflict", "Somebody else has changed it in the meantime.", {
    hint: "Load it again; your change was not kept.",
  });

/** The review with this id; throws not_found. */
export const requireReview = async ({ store }: Pick<ReviewServices, "store">, id: string): Promise<KeptReview> => {
  const review = await reviewById(store, id);
  if (review === null) throw new Problem("not_found", "There is no such review.");
  return review;
};

const requireOpen = ({ state }: KeptReview): void => {
  if (state === "open") return;
  throw new Problem("conflict", "This review is closed.", {
    hint: "Its minutes are frozen. Write it down in the next one, or on the page of the KPI.",
  });
};

const viewOf = async (review: KeptReview, services: ReviewServices): Promise<Review> => {
  const { catalog } = services.definitions.state();
  const { frozen: _, ...rest } = review;
  return {
    ...rest,
    presenterLabel: review.presenter === null ? null : nameOf(catalog, review.presenter),
    participantLabels: review.participants.map((id) => nameOf(catalog, id)),
    demoted: review.agenda.map(({ kpi }) => kpi).filter((kpi) => !catalog.kpis.has(kpi)),
    carried: review.frozen?.carried ?? (await carriedInto(review, services)),
    notes: await notesOf(services.store, review.id),
    now: nowOf(services),
    timeZone: catalog.calendar.timeZone,
  };
};

const newReview = async (
  seriesId: string,
  { author }: Writer,
  services: ReviewServices,
): Promise<{ review: KeptReview; isNew: boolean }> => {
  const { store, definitions } = services;
  const { catalog } = definitions.state();
  const series = catalog.reviews.get(seriesId);
  if (series === undefined)
    throw new Problem("not_found", `There is no review ${JSON.stringify(seriesId)}.`, {
      hint: "reviews: in the YAML files lists them.",
    });
  const { open, owed, next } = standingOf(series, await heldReviews(store), services);
  if (open !== null) return { review: await requireReview(services, open), isNew: false };
  const [previous] = await latestReviews(store, { series: seriesId, limit: 1 });
  const day = (owed ?? next).day;
  const asked = { review: previous?.id ?? "", limit: mostExpectations };
  const last = (await latestExpectations(store, asked)).map(({ expectation }) => expectation);
  const before = previous === undefined ? null : { asOf: previous.asOf, expectations: last };
  const agenda = agendaOf(await factsOf(kpisOf(series, catalog), before, services), nowOf(services));
  const { label, participants, presenter = author.person } = series;
  const review: KeptReview = {
    ...{ id: newId(), series: seriesId, label, day, state: "open", openedAt: services.now(), openedBy: author },
    ...{
      closedAt: null,
      asOf: nowOf(services),
      presenter,
      participants,
      position: agenda[0]?.kpi ?? null,
      previous: previous?.id ?? null,
    },
    ...{ agenda, frozen: null, revision: 1 },
  };
  return { review, isNew: true };
};

const changed = (review: KeptReview, { position, presenter }: ReviewChange): KeptReview => {
  if (position !== undefined && position !== null && !review.agenda.some(({ kpi }) => kpi === position))
    throw new Problem("invalid_request", `${position} is not on the agenda.`);
  return {
    ...review,
    ...(position === undefined ? {} : { position }),
    ...(presenter === undefined ? {} : { presenter }),
    revision: review.revision + 1,
  };
};

/** Holding a review: opened with its agenda, walked through together, noted in, closed and frozen. */
export const holdingOf = (
  services: ReviewServices,
): Pick<Reviews, "open" | "review" | "change" | "note" | "fields"> => {
  const { store, feed, definitions, now } = services;
  const told = async (
    fact: NewFact,
    write: (transaction: Parameters<typeof updateReview>[0]) => Promise<boolean>,
    refusal = changedMeanwhile,
  ): Promise<void> => {
    const event = await store.db.transaction().execute(async (transaction) => {
      if (!(await write(transaction))) throw refusal();
      return feed.record(transaction, fact);
    });
    feed.publish(event);
  };
  const fact = ({ id, position }: KeptReview, what: "opened" | "moved" | "noted" | "closed"): NewFact => ({
    ...{ type: "reviewed", review: id, position, what },
  });
  return {
    open: async (series, writer) => {
      const { review, isNew } = await newReview(series, writer, services);
      if (isNew) await told(fact(review, "opened"), (transaction) => insertReview(transaction, review));
      return viewOf(review, services);
    },
    review: async (id) => viewOf(await requireReview(services, id), services),
    change: async (id, change) => {
      const before = await requireReview(services, id);
      requireOpen(before);
      const after = changed(before, change);
      if (change.presenter !== undefined && !definitions.state().catalog.people.has(change.presenter))
        throw new Problem("invalid_request", `Nobody is called ${JSON.stringify(change.presenter)}.`);
      if (change.close) {
        const { carried, presenterLabel, participantLabels } = await viewOf(after, services);
        const frozen = { kpis: await allFieldsOf(after, services), carried, presenter: presenterLabel };
        const closed: KeptReview = {
          ...{ ...after, state: "closed", closedAt: now(), asOf: nowOf(services) },
          frozen: { ...frozen, participants: participantLabels },
        };
        await told(fact(closed, "closed"), (transaction) => updateReview(transaction, closed));
        return viewOf(closed, services);
      }
      await told(fact(after, "moved"), (transaction) => updateReview(transaction, after));
      return viewOf(after, services);
    },
    fields: async (id, kpi) => {
      const review = await requireReview(services, id);
      if (!review.agenda.some((item) => item.kpi === kpi))
        throw new Problem("not_found", `${JSON.stringify(kpi)} is not on the agenda of this review.`);
      return review.frozen?.kpis.find((fields) => fields.kpi === kpi) ?? fieldsOf(review, kpi, services);
    },
    note: async (id, { kpi, field, text, revision }, { author }) => {
      const review = await requireReview(services, id);
      requireOpen(review);
      if (kpi !== null && !review.agenda.some((item) => item.kpi === kpi))
        throw new Problem("not_found", `${JSON.stringify(kpi)} is not on the agenda of this review.`);
      const note: Note = { kpi, field, text, revision: revision + 1, by: author.name, at: now() };
      const refusal = (): Problem =>
        new Problem("conflict", "Somebody else has written here in the meantime.", {
          hint: "Read what they wrote and put both together; your text was not kept.",
        });
      await told(fact(review, "noted"), (transaction) => keepNote(transaction, id, note), refusal);
      return note;
    },
  };
};
