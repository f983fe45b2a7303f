import { fieldsOf } from "./json.ts";
import type { Json, JsonRecord } from "./meaning.ts";
import type { FieldChange } from "./version.ts";

const isRecord = (value: Json): value is JsonRecord =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const recordOf = (value: Json): JsonRecord => (isRecord(value) ? value : {});

/** The fields of a definition that carry its meaning, from the canonical text of a version. */
export const meantFields = (canonical: string): JsonRecord => {
  const { own } = recordOf(JSON.parse(canonical) as Json);
  const fields = recordOf(own);
  return isRecord(fields.metric) ? fields.metric : fields;
};

const flat = (canonical: string): Map<string, string> => {
  const { own, built_on } = recordOf(JSON.parse(canonical) as Json);
  const { metric, ...rest } = recordOf(own);
  return fieldsOf({ ...(isRecord(metric) ? { ...metric, ...rest } : recordOf(own)), built_on: built_on ?? undefined });
};

/** The fields in which two versions differ, as text; hashes of what they are built on are cut short. */
export const changesBetween = (before: string, after: string): FieldChange[] => {
  const old = flat(before);
  const now = flat(after);
  const short = (path: string, text: string | undefined): string | null =>
    text === undefined ? null : path.startsWith("built_on.") ? text.slice(0, 12) : text;
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((path) => old.get(path) !== now.get(path))
    .map((path) => ({ path, before: short(path, old.get(path)), after: short(path, now.get(path)) }));
};
