import type { WrittenDefinitionFile } from "@sextant/model/definition/file";
import { stringify } from "yaml";
import type { Entry } from "./entry.ts";

/** Where an installed entry is kept in a workspace folder. */
export const pathOf = (id: string): string => `library/${id}.yaml`;

const wide = { lineWidth: 120 };

/** An installed entry as a definition file, with what an author should know about its thresholds on top. */
export const fileText = (entry: Entry, file: WrittenDefinitionFile): string => {
  const remarks = [
    `${entry.name}, from the library (${entry.id}).`,
    `Thresholds: ${entry.source}`,
    `What it would reward alone: ${entry.gaming} Guardrail: ${entry.guardrail}.`,
  ];
  return `${remarks.map((line) => `# ${line}`).join("\n")}\n${stringify(file, wide)}`;
};

/** An entry's definition with what has to be mapped in braces, as YAML. */
export const templateText = ({ id, parts, metric }: Entry): string =>
  stringify({ ...parts, [id]: metric }, wide).trimEnd();
