import type { Annotation, AnnotationBody } from "@sextant/model/practice/annotation";
import type { Author } from "@sextant/model/practice/author";
import type { Decision, DecisionBody } from "@sextant/model/practice/decision";
import type { Intervention, InterventionBody, InterventionChange } from "@sextant/model/practice/intervention";
import type { Verdict } from "@sextant/model/practice/verdict";
import type { ObjectivePractice } from "./objective-practice.ts";

/** What people write down about KPIs; throws not_found, invalid_request, conflict and not_allowed. */
export interface Practice extends ObjectivePractice {
  annotations(asked: {
    kpi?: string | undefined;
    from?: string | undefined;
    to?: string | undefined;
  }): Promise<Annotation[]>;
  annotate(body: AnnotationBody, author: Author): Promise<Annotation>;
  /** Only its author, or an administrator (`any`), takes a remark back. */
  removeAnnotation(id: string, author: Author, any: boolean): Promise<void>;
  decisions(asked: { kpi?: string | undefined }): Promise<Decision[]>;
  decide(body: DecisionBody, author: Author): Promise<Decision>;
  interventions(asked: { kpi?: string | undefined; owner?: string | undefined }): Promise<Intervention[]>;
  intervene(body: InterventionBody, author: Author): Promise<Intervention>;
  changeIntervention(id: string, change: InterventionChange): Promise<Intervention>;
  /** The verdict that was kept, or how it looks so far. */
  verdict(id: string): Promise<Verdict>;
  /** Judges what was done and whose watched periods are over; gives how many were judged. */
  judgeDue(): Promise<number>;
}
