/** JSON Schema (draft-07) of a definition file, for editors. */
export const definitionFileJsonSchema = (): Record<string, unknown> => {
  throw new Error("Not built yet");
};
