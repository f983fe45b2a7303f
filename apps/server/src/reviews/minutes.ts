import type { Minutes, MinutesForm } from "@sextant/model/practice/minutes";
import type { KeptReview } from "@sextant/model/practice/review";
import { notesOf } from "../store/review.ts";
import { etagOf } from "./calendar.ts";
import { carriedInto } from "./carried.ts";
import { allFieldsOf } from "./fields.ts";
import { requireReview } from "./hold.ts";
import { htmlOf } from "./minutes/html.ts";
import { markdownOf } from "./minutes/markdown.ts";
import { pdfOf } from "./minutes/pdf.ts";
import { pptxOf } from "./minutes/pptx.ts";
import type { Reviews } from "./reviews.ts";
import { nameOf, nowOf, type ReviewServices } from "./services.ts";

interface Writing {
  type: string;
  ending: string;
  write: (minutes: Minutes) => string | Promise<Uint8Array>;
}

const writings: Record<MinutesForm, Writing> = {
  markdown: { type: "text/markdown; charset=utf-8", ending: "md", write: markdownOf },
  html: { type: "text/html; charset=utf-8", ending: "html", write: htmlOf },
  pdf: { type: "application/pdf", ending: "pdf", write: pdfOf },
  pptx: {
    type: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ending: "pptx",
    write: pptxOf,
  },
};

const gathered = async (review: KeptReview, services: ReviewServices): Promise<Minutes> => {
  const { catalog } = services.definitions.state();
  const notes = await notesOf(services.store, review.id);
  const same = { title: review.label, day: review.day, notes };
  if (review.frozen !== null) return { ...same, ...review.frozen, isClosed: true, asOf: review.asOf };
  return {
    ...{ ...same, isClosed: false, asOf: nowOf(services), kpis: await allFieldsOf(review, services) },
    presenter: review.presenter === null ? null : nameOf(catalog, review.presenter),
    participants: review.participants.map((id) => nameOf(catalog, id)),
    carried: await carriedInto(review, services),
  };
};

/** The minutes of a review in any form; of a closed one from what was frozen, so that they are always the same. */
export const minutesOf = (services: ReviewServices): Pick<Reviews, "minutes"> => ({
  minutes: async (id, form) => {
    const review = await requireReview(services, id);
    const { type, ending, write } = writings[form];
    const file = await write(await gathered(review, services));
    return { file, type, etag: etagOf(file), name: `${review.series}-${review.day}.${ending}` };
  },
});
