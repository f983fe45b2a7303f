/** The reference of the YAML format, in Markdown. */
export const definitionsReference = (): string => {
  throw new Error("Not built yet");
};
