import type { WrittenDefinitionFile } from "@sextant/model/definition/file";
import { parseDocument, stringify } from "yaml";

/** The text of a YAML file that holds these definitions. */
export const writeDefinitions = (definitions: WrittenDefinitionFile): string =>
  stringify(definitions, { lineWidth: 120 });

/** The text of a YAML file with the workspace's clock pinned at a local time, or let run (null); everything else stays as written. */
export const withClock = (text: string, asOf: string | null): string => {
  const document = parseDocument(text);
  if (asOf === null) document.deleteIn(["workspace", "as_of"]);
  else document.setIn(["workspace", "as_of"], asOf);
  return document.toString({ lineWidth: 120 });
};
