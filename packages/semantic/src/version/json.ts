import type { Json } from "./meaning.ts";

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** JSON with sorted keys and without keys that have no value, so that equal data has one text. */
export const canonicalJson = (value: Json): string => {
  if (value === null || value === undefined) return "null";
  if (typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => byText(a, b));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(",")}}`;
};

/** The fields of a definition as text, by path; lists are one field. */
export const fieldsOf = (value: Json, path = ""): Map<string, string> => {
  if (value === undefined) return new Map();
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return new Map([[path, typeof value === "string" ? value : canonicalJson(value)]]);
  }
  const parts = Object.entries(value).flatMap(([key, item]) => [
    ...fieldsOf(item, path === "" ? key : `${path}.${key}`),
  ]);
  return new Map(parts);
};
