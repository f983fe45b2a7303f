import type {
  ObjectiveAnswer,
  ObjectivesAnswer,
  ObjectivesImport,
  ObjectivesImportBody,
} from "@sextant/model/api/answers/objectives";
import type { CheckIn, CheckInBody, Retrospective, RetrospectiveBody } from "@sextant/model/objective/check-in";
import type { Author } from "@sextant/model/practice/author";

/** Objectives with what is noted about them; throws not_found, invalid_request and conflict. */
export interface ObjectivePractice {
  objectives(asked: { cycle?: string | undefined }): Promise<ObjectivesAnswer>;
  objective(id: string): Promise<ObjectiveAnswer>;
  /** Only confidence and note come from the author; value and progress are filled in from the data. */
  checkInKeyResult(objective: string, body: CheckInBody, author: Author): Promise<CheckIn>;
  /** Reads an export into definitions; applies nothing. */
  readObjectives(body: ObjectivesImportBody): ObjectivesImport;
  lookBack(objective: string, body: RetrospectiveBody, author: Author): Promise<Retrospective>;
}
