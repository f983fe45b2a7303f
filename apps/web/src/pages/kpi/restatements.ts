import type { KpiAnswer } from "@sextant/model/api/answers/kpi";
import { restatementWords } from "./words.ts";

/** What was learned at one instant for one cause. */
export interface Entry {
  key: string;
  /** Epoch ms. */
  at: number;
  tag: string;
  /** What happened as a whole; null where the sentences of the periods say it all. */
  summary: string | null;
  /** One per published value that changed. */
  sentences: string[];
  receipt: string | null;
}

/** Changes of published values and of the definition as a page lists them: what was learned together stands together, newest first. */
export const entriesOf = ({ restatements, breaks }: KpiAnswer["history"]): Entry[] => {
  const entries = new Map<string, Entry>();
  for (const { at, cause, sentence, receipt } of restatements) {
    const key = `${at} ${cause}`;
    const entry = entries.get(key) ?? { key, at, tag: restatementWords[cause], summary: null, sentences: [], receipt };
    entry.sentences.push(sentence);
    entries.set(key, entry);
  }
  for (const { at, sentence } of breaks) {
    const key = `${at} definition`;
    const entry = entries.get(key) ?? { key, at, tag: restatementWords.definition, sentences: [], receipt: null };
    entries.set(key, { ...entry, summary: sentence });
  }
  return [...entries.values()].sort((a, b) => b.at - a.at);
};
