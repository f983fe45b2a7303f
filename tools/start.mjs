import { handOver } from "./node24.mjs";
import { buildWeb, installMissing } from "./prepare.mjs";

// `npm start`: install what is missing, build what is stale, then become the server.
try {
  await installMissing();
  await buildWeb();
  handOver("apps/server/src/main.ts", process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
