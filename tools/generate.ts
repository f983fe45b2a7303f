import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { references } from "./reference/references.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const onlyCheck = process.argv.includes("--check");

const current = (path: string): string | null => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
};

let stale = 0;
for (const [path, text] of Object.entries(references())) {
  const target = join(root, path);
  if (current(target) === text) continue;
  stale += 1;
  console.log(`${onlyCheck ? "stale" : "wrote"} ${path}`);
  if (onlyCheck) continue;
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
}
if (onlyCheck && stale > 0) {
  console.error("The generated reference is not current. Run: npm run generate");
  process.exitCode = 1;
}
