import type { RouteAnswer } from "@sextant/model/api/client";

/** The value as it is kept, of a number written in the unit shown (78.4 of per cent is 0.784); null when it is no number. */
export const keptValue = (text: string, scale: number): number | null => {
  const shown = text.trim() === "" ? Number.NaN : Number(text);
  return Number.isFinite(shown) ? Number((shown / scale).toPrecision(15)) : null;
};

/** The address of evidence that is a link, null for any other text. */
export const linkOf = (evidence: string): string | null => (/^https?:\/\/\S+$/.test(evidence) ? evidence : null);

/** Whether whoever is looking may enter values: anybody where nobody signs in, else editors and admins. */
export const mayEnter = (session: RouteAnswer<"session"> | undefined): boolean =>
  session?.open === true || (session?.person != null && session.person.role !== "viewer");
