import { stringify } from "yaml";

/** A text or number on one line, safe inside brackets as well as outside of them; line breaks in it are escapes. */
const scalar = (value: unknown): string => {
  if (typeof value === "string" && /[^\P{C}]|[\u2028\u2029]/u.test(value)) return JSON.stringify(value);
  // Inside a list the library quotes whatever brackets would cut; the list's own brackets are taken off again.
  return stringify([value], { collectionStyle: "flow", lineWidth: 0, blockQuote: false }).trim().slice(1, -1).trim();
};

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** A value on one line, safe inside brackets as well as outside of them. */
export const inline = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  if (!isRecord(value)) return scalar(value);
  const fields = Object.entries(value).map(([key, item]) => `${scalar(key)}: ${inline(item)}`);
  return fields.length === 0 ? "{}" : `{ ${fields.join(", ")} }`;
};

/** Every line but the first moved to the right; empty lines stay empty. */
export const indented = (text: string, columns: number): string =>
  text
    .split("\n")
    .map((line, index) => (index === 0 || line.trim() === "" ? line : " ".repeat(columns) + line))
    .join("\n");

/** A whole definition as a person would write it: a line for each field, what is inside a field on that line. */
export const block = (value: Readonly<Record<string, unknown>>): string => {
  const lines = Object.entries(value).map(([key, item]) => `${scalar(key)}: ${inline(item)}`);
  return lines.length === 0 ? "{}" : lines.join("\n");
};
