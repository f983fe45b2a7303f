import type { DefinitionChange } from "@sextant/model/api/answers/definitions";
import { paint } from "./status.ts";

const marks = {
  added: { sign: "+", color: 32 },
  semantic: { sign: "~", color: 33 },
  cosmetic: { sign: "·", color: 36 },
  removed: { sign: "−", color: 31 },
} as const;

const shorten = (text: string | null): string => {
  if (text === null) return "(nothing)";
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
};

/** Changes of definitions, semantic and cosmetic ones told apart (K3), with the fields that differ. */
export const changesText = (changes: readonly DefinitionChange[], color: boolean): string => {
  if (changes.length === 0) return "No changes.";
  return changes
    .flatMap((change) => {
      const { sign, color: code } = marks[change.change];
      const version = change.change === "semantic" ? `, becomes version ${change.version}` : "";
      const head = paint(`${sign} ${change.type} ${change.id} (${change.change}${version})`, code, color);
      const fields = change.change === "added" || change.change === "removed" ? [] : change.fields;
      return [head, ...fields.map((field) => `    ${field.path}: ${shorten(field.before)} → ${shorten(field.after)}`)];
    })
    .join("\n");
};
