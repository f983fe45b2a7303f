import { createHash } from "node:crypto";
import type { History } from "@sextant/model/standing/history";

/** Counts the ways behaviours have been computed: another one computes all of them anew. */
const method = 1;

/** Names everything a behaviour follows from; the same name gives the same behaviour. */
export const inputsOf = (history: History): string => {
  const { meaning, definition, target, recorded, domain, minimumSample, observations } = history;
  const values = observations.map(({ start, value, sampleSize, settled }) => [start, value, sampleSize, settled]);
  const text = JSON.stringify([method, meaning, definition, target, recorded, domain, minimumSample, values]);
  return createHash("sha256").update(text).digest("base64url");
};
