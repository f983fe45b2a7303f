#!/usr/bin/env node
import { handOver } from "../../../tools/node24.mjs";

try {
  handOver("apps/cli/src/main.ts", process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
