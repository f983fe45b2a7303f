/** The reference of all findings, in Markdown. */
export const findingsReference = (): string => {
  throw new Error("Not built yet");
};
