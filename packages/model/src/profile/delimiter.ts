import type { Delimiter } from "../dataset/file-notation.ts";

const marks: Record<Delimiter, string> = { ",": ",", ";": ";", tab: "\t", "|": "|" };

/** The mark a delimiter stands for. */
export const markOf = (delimiter: Delimiter): string => marks[delimiter];

/** Fields of the first lines by some mark; marks and line breaks inside quotes do not count. */
const fieldsPerLine = (text: string, mark: string, isWhole: boolean): number[] => {
  const counts: number[] = [];
  let [fields, quoted, filled] = [1, false, false];
  for (const letter of text) {
    if (letter === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (letter === mark) fields += 1;
    else if (letter === "\n") {
      if (filled || fields > 1) counts.push(fields);
      [fields, filled] = [1, false];
      continue;
    }
    if (letter !== "\r") filled = true;
  }
  if (isWhole && (filled || fields > 1)) counts.push(fields);
  return counts;
};

/**
 * The delimiter of a text file from its beginning: the one by which most lines have as many fields as the header, and more than
 * one. A comma when there is only one column. `isWhole` says that the text is not cut off.
 */
export const guessDelimiter = (text: string, isWhole: boolean): Delimiter => {
  const scored = (Object.keys(marks) as Delimiter[]).map((delimiter) => {
    const counts = fieldsPerLine(text, marks[delimiter], isWhole);
    const [header = 1] = counts;
    const alike = counts.filter((count) => count === header).length;
    return { delimiter, header, score: header < 2 ? 0 : alike / counts.length };
  });
  const [best] = scored.sort((a, b) => b.score - a.score || b.header - a.header);
  return best === undefined || best.score === 0 ? "," : best.delimiter;
};
