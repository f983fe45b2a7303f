/** How many single-character edits turn one name into the other, case ignored (Levenshtein's distance). */
const distance = (a: string, b: string): number => {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitution = (previous[j - 1] ?? 0) + (a.charAt(i - 1) === b.charAt(j - 1) ? 0 : 1);
      row.push(Math.min(substitution, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    previous = row;
  }
  return previous[b.length] ?? 0;
};

/** The known name that looks most like the wrong one, or null if none is close (a third of its letters, at least two). */
export const nearest = (wrong: string, known: Iterable<string>): string | null => {
  const wanted = wrong.slice(0, 64).toLowerCase();
  const reach = Math.max(wanted.length < 3 ? 1 : 2, Math.floor(wanted.length / 3));
  let best: string | null = null;
  let least = reach + 1;
  for (const name of known) {
    if (Math.abs(name.length - wanted.length) >= least) continue;
    const edits = distance(wanted, name.toLowerCase());
    if (edits < least) [best, least] = [name, edits];
  }
  return best;
};
