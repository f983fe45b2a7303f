import { definitionFileSchema } from "@sextant/model/definition/file";
import { z } from "zod";

/** The name of the schema of definition files, wherever it is kept. */
const definitionSchemaId = "urn:sextant:schema:definitions";

/** JSON Schema (draft-07, which editors read best) of a definition file, as authors write it: defaults may be left out. */
export const definitionFileJsonSchema = (): Record<string, unknown> => {
  const { $schema, ...schema } = z.toJSONSchema(definitionFileSchema, { target: "draft-7", io: "input" });
  return {
    $schema,
    $id: definitionSchemaId,
    title: "Sextant definitions",
    description: "One YAML file of a workspace: any sections, in any file.",
    ...schema,
  };
};
