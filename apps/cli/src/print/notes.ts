import type { Note, NoteSeverity } from "@sextant/semantic/interchange/note";
import { paint } from "./status.ts";

const words: Record<NoteSeverity, { word: string; color: number }> = {
  left_out: { word: "left out", color: 31 },
  changed: { word: "changed", color: 33 },
  info: { word: "note", color: 36 },
};

/** Notes as `file:line:column left out metric x: why`, and a count at the end. */
export const notesText = (notes: readonly Note[], color: boolean): string => {
  const lines = notes.map(({ severity, subject, message, place }) => {
    const where = place === undefined ? "" : `${place.file}:${place.line}:${place.column} `;
    const { word, color: code } = words[severity];
    return `${where}${paint(word, code, color)} ${subject}: ${message}`;
  });
  const count = (severity: NoteSeverity): number => notes.filter((one) => one.severity === severity).length;
  return [...lines, `${count("left_out")} left out, ${count("changed")} changed, ${count("info")} notes`].join("\n");
};
