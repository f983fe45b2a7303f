import { z } from "zod";
import { type Owing, owed } from "../alert/attention.ts";
import { statuses } from "../standing/status.ts";

/** What is known about a KPI before a review of it. */
export interface AgendaFacts extends Owing {
  kpi: string;
  label: string;
  /** Why it has its status. */
  sentence: string;
  owner: string | null;
  /** Expectations written at the last review that are still without an answer, or were missed. */
  unanswered: number;
  missed: number;
  /** Signals of periods the last review had not seen whole. */
  signals: number;
}

/** One KPI of an agenda, with why it stands where it does. */
export const agendaItemSchema = z.object({
  kpi: z.string(),
  label: z.string(),
  status: z.enum(statuses),
  sentence: z.string(),
  owner: z.string().nullable(),
  score: z.number(),
  reasons: z.array(z.string()),
});
export type AgendaItem = z.infer<typeof agendaItemSchema>;

const counted = (count: number, one: string, many = `${one}s`): string[] =>
  count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];

/**
 * The agenda of a review in order of attention owed (P1): what the attention list counts, and a point for each signal and each missed
 * expectation, half a point for one without an answer, each up to two. What is owed the same keeps the order of the series.
 */
export const agendaOf = (facts: readonly AgendaFacts[], now: number): AgendaItem[] =>
  facts
    .map(({ kpi, label, sentence, owner, unanswered, missed, signals, ...owing }): AgendaItem => {
      const { score, reasons } = owed(owing, now);
      const more = Math.min(2, signals) + Math.min(2, missed) + Math.min(2, unanswered / 2);
      return {
        ...{ kpi, label, sentence, owner, status: owing.status, score: score + more },
        reasons: [
          ...reasons,
          ...counted(signals, "signal"),
          ...counted(missed, "missed expectation"),
          ...counted(unanswered, "expectation without an answer", "expectations without an answer"),
        ],
      };
    })
    .sort((a, b) => b.score - a.score);
