import type { JsonRecord } from "../../version/meaning.ts";
import { cover, type Entry, note, takeList, takeText } from "../reader.ts";
import { sealOf, vendorName } from "./format.ts";

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const parsed = (text: string): Record<string, unknown> | null => {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
};

/** What our own extension of a part says; null when it has none that can be read. Those of other vendors are noted. */
export const ownExtension = (at: Entry, subject: string): Record<string, unknown> | null => {
  let own: Record<string, unknown> | null = null;
  for (const extension of takeList(at, "custom_extensions")) {
    const vendor = takeText(extension, "vendor_name") ?? "";
    const data = vendor === vendorName ? parsed(takeText(extension, "data") ?? "") : null;
    if (data !== null && own === null) own = data;
    else {
      const why = vendor === vendorName ? "is no JSON object, or stands there twice" : "means nothing to Sextant";
      note(extension, "left_out", subject, `The extension of ${vendor.slice(0, 60) || "nobody"} ${why}.`);
      cover(extension);
    }
  }
  return own;
};

/** The definition a part was exported from, and whether the part is still as it was written. */
export const exportedFrom = (
  at: Entry,
  subject: string,
): { definition: Record<string, unknown>; untouched: boolean } | null => {
  const own = ownExtension(at, subject);
  if (own === null) return null;
  if (!isRecord(own.definition)) {
    note(at, "left_out", subject, "The extension of SEXTANT holds no definition.");
    return null;
  }
  const untouched = own.seal === sealOf(at.value as JsonRecord);
  if (untouched) cover(at);
  else {
    const message =
      "It was edited since Sextant exported it: the document is read, and only what it has no key for is taken from the extension.";
    note(at, "changed", subject, message);
  }
  return { definition: own.definition, untouched };
};
