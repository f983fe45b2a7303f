import type { Author } from "@sextant/model/practice/author";
import type { Expectation, ExpectationBody, ExpectationScores } from "@sextant/model/practice/expectation";
import type { MinutesForm } from "@sextant/model/practice/minutes";
import type { Note, NoteBody, Review, ReviewChange, ReviewList } from "@sextant/model/practice/review";
import type { ReviewKpi } from "@sextant/model/practice/review-kpi";

/** Who writes: the account or token, and how the record names them. */
export interface Writer {
  /** Id of the account or token. */
  owner: string;
  author: Author;
}

/** A file to send, with an entity tag of its bytes. */
export interface ReviewFile {
  file: string | Uint8Array;
  type: string;
  etag: string;
  name: string;
}

/** Reviews and expectations; throws not_found, invalid_request and conflict. */
export interface Reviews {
  list(): Promise<ReviewList>;
  /** The open review of a series, or a new one for the date it owes, or for the next date. */
  open(series: string, writer: Writer): Promise<Review>;
  review(id: string): Promise<Review>;
  change(id: string, change: ReviewChange): Promise<Review>;
  fields(id: string, kpi: string): Promise<ReviewKpi>;
  note(id: string, body: NoteBody, writer: Writer): Promise<Note>;
  minutes(id: string, form: MinutesForm): Promise<ReviewFile>;
  /** Makes the secret of a calendar link; any earlier one for the same series ends. */
  calendarLink(series: string | undefined, writer: Writer): Promise<string>;
  calendar(token: string): Promise<ReviewFile>;
  expect(body: ExpectationBody, writer: Writer): Promise<Expectation>;
  expectations(asked: { kpi?: string | undefined }, owner: string): Promise<Expectation[]>;
  scores(owner: string): Promise<ExpectationScores>;
  /** Scores expectations whose period has settled; gives how many. */
  scoreDue(): Promise<number>;
}
