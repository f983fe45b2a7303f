import type { Decision } from "@sextant/model/practice/decision";
import type { Intervention } from "@sextant/model/practice/intervention";

/** What the address says: words, and one outcome or state. */
export interface LogSearch {
  q?: string;
  outcome?: string;
}

/** Reads the address of the page; what is empty is left out. */
export const readLogSearch = ({ q, outcome }: Record<string, string>): LogSearch => ({
  ...(q ? { q } : {}),
  ...(outcome ? { outcome } : {}),
});

const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

const holds = (texts: readonly (string | null)[], q: string | undefined): boolean => {
  const words = plain(q ?? "")
    .split(/\s+/)
    .filter(Boolean);
  const text = plain(texts.join("\n"));
  return words.every((word) => text.includes(word));
};

/** What an intervention is filed under: its outcome once it is judged, until then how far it is. */
const fileOf = ({ state, verdict }: Intervention): string => verdict?.outcome ?? state;

/** The interventions with all the words and the outcome asked for, what is still open first, then the latest. */
export const interventionsLike = (interventions: readonly Intervention[], { q, outcome }: LogSearch): Intervention[] =>
  interventions
    .filter((one) => outcome === undefined || fileOf(one) === outcome)
    .filter(({ title, note, kpi, kpiLabel, ownerLabel }) => holds([title, note, kpi, kpiLabel, ownerLabel], q))
    .sort((a, b) => Number(a.verdict !== null) - Number(b.verdict !== null) || b.updatedAt - a.updatedAt);

/** The decisions with all the words asked for, the latest first. */
export const decisionsLike = (
  decisions: readonly Decision[],
  q: string | undefined,
  nameOf: (kpi: string) => string,
): Decision[] =>
  decisions.filter(({ text, ownerLabel, kpis }) => holds([text, ownerLabel, ...kpis, ...kpis.map(nameOf)], q));
