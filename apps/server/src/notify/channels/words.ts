import type { Message, MessageLine } from "@sextant/model/alert/message";

/** A mark and a word for what a line says, never a colour alone (S8). */
export const markOf: Record<MessageLine["kind"], string> = {
  alerted: "▲ Alert",
  recovered: "● Recovered",
  broken: "✕ Rule broken",
  silent: "○ No data",
  reminder: "▲ Still open",
  note: "·",
};

/** What stands below the lines that are shown; null when nothing was left out. */
export const omittedOf = ({ omitted }: Message): string | null =>
  omitted === 0 ? null : `and ${omitted.toLocaleString("en")} more`;

/** A text cut to a number of UTF-16 units, with an ellipsis where it was cut. */
export const cut = (text: string, most: number): string => (text.length <= most ? text : `${text.slice(0, most - 1)}…`);
