/** A share of the way as people write it; an em dash when it cannot be told. */
export const shareWords = (share: number | null): string => (share === null ? "—" : `${Math.round(share * 100)} %`);

/** An instant as a day of the workspace. */
export const dayWords = (at: number, timeZone?: string): string =>
  new Date(at).toLocaleDateString("en-GB", { dateStyle: "medium", ...(timeZone === undefined ? {} : { timeZone }) });
