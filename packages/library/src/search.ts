import type { Department, Entry } from "./entry.ts";

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** How well a word is met: at the start of the name most, in the formula least; 0 when it is nowhere. */
const weigh = (entry: Entry, word: string): number => {
  const starts = (texts: readonly string[]): boolean =>
    texts.some((text) => wordsOf(text).some((one) => one.startsWith(word)));
  if (starts([entry.name, entry.id])) return 8;
  if (starts(entry.synonyms)) return 6;
  if (starts([entry.meaning, entry.objective])) return 2;
  return starts([entry.formula, entry.department, entry.gaming]) ? 1 : 0;
};

/** Entries of a department (or that it looks for) in which every word is met, the best first. */
export const searchLibrary = (
  entries: readonly Entry[],
  { text = "", department }: { text?: string | undefined; department?: Department | undefined },
): Entry[] => {
  const words = wordsOf(text.slice(0, 200));
  return entries
    .filter((entry) => department === undefined || entry.department === department || entry.also?.includes(department))
    .map((entry) => ({ entry, weights: words.map((word) => weigh(entry, word)) }))
    .filter(({ weights }) => weights.every((weight) => weight > 0))
    .map(({ entry, weights }) => ({ entry, weight: weights.reduce((sum, weight) => sum + weight, 0) }))
    .sort((a, b) => b.weight - a.weight)
    .map(({ entry }) => entry);
};
