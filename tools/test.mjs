import { handOver } from "./node24.mjs";
import { installMissing } from "./prepare.mjs";

// `npm test`: install what is missing, then run the suite under Node 24.
try {
  await installMissing();
  handOver("tools/suite.ts", process.argv.slice(2));
} catch (error) {
  console.log(error instanceof Error ? error.message : error);
  console.log("0 passed, 1 failed, 0 skipped");
  process.exit(1);
}
