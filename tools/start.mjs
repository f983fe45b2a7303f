import { join } from "node:path";
import { handOver, root } from "./node24.mjs";
import { buildWeb, installMissing } from "./prepare.mjs";

// `npm start`: install what is missing, build what is stale, then become the server.
try {
  await installMissing();
  await buildWeb();
  const args = process.argv.slice(2);
  const named = process.env.SEXTANT_WORKSPACE !== undefined || args.some((arg) => /^--workspace(=|$)/.test(arg));
  const example = named ? [] : ["--workspace", join(root, "examples/flights")];
  handOver("apps/server/src/main.ts", [...example, ...args]);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
