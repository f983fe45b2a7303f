import { cover, type Entry, note, take, takeTexts, textOf } from "../reader.ts";

/** Synonyms of an entry; what else AI tools are told is noted. */
export const synonymsOf = (at: Entry, subject: string): string[] => {
  const context = take(at, "ai_context");
  if (context === undefined) return [];
  if (typeof context.value !== "object") {
    note(context, "left_out", subject, `Context for AI tools is not carried: ${String(textOf(context)).slice(0, 200)}`);
    return [];
  }
  return takeTexts(context, "synonyms").map((one) => textOf(one) ?? "");
};

/** Notes that the context of a thing without synonyms is not carried. */
export const noteContext = (at: Entry, subject: string): void => {
  const context = take(at, "ai_context");
  if (context === undefined) return;
  note(
    context,
    "left_out",
    subject,
    `Context for AI tools is not carried: ${JSON.stringify(context.value).slice(0, 200)}`,
  );
  cover(context);
};
