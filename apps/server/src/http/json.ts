import { Problem } from "@sextant/model/problem/problem";

/** Forms and questions are flat; deeper than this is made to overflow something. */
const deepest = 64;

const forbidden = new Set(["__proto__", "constructor", "prototype"]);

const bad = (detail: string, cause?: unknown): Problem => new Problem("invalid_request", detail, { cause });

const inspect = (value: unknown, depth: number): void => {
  if (typeof value !== "object" || value === null) return;
  if (depth > deepest) throw bad(`The body is nested deeper than ${deepest} levels.`);
  for (const [key, item] of Object.entries(value)) {
    if (forbidden.has(key)) throw bad(`The body has a key ${JSON.stringify(key)}.`);
    inspect(item, depth + 1);
  }
};

/** Reads a JSON body strictly: valid UTF-8, valid JSON, not too deep, no keys that reach into prototypes. */
export const readJson = (body: Buffer): unknown => {
  if (body.length === 0) throw bad("The body is empty, but the content type says JSON.");
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch (error) {
    throw bad("The body is not valid JSON in UTF-8.", error);
  }
  inspect(value, 0);
  return value;
};
