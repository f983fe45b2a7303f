import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../tools/node24.mjs";

const folder = process.env.SEXTANT_DATA ?? join(root, "../shared/data");

/** Whether a folder of the reference data is there; it is no part of the repository. */
export const hasReference = (name: string): boolean => existsSync(join(folder, name));

/** The text of a file of the reference data. */
export const referenceText = (path: string): string => readFileSync(join(folder, path), "utf8");
