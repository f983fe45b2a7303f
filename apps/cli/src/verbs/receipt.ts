import { Problem } from "@sextant/model/problem/problem";
import { receiptText } from "../print/receipt.ts";
import { withServer } from "../server/with-server.ts";
import type { Verb } from "../verb.ts";

/** Exit code when a receipt gives other numbers than it did. */
const differs = 1;

/** Prints what stands behind a number (N1); with `--verify` runs it again. Exit code 1 when it gives other numbers now. */
export const receipt: Verb = {
  name: "receipt",
  summary: "Print what stands behind a number; --verify runs it again and exits 1 when it gives other numbers",
  arguments: [{ name: "id", description: "The receipt's id, as `ask` and the KPI page give it" }],
  options: [{ flags: "--verify", description: "Run it again on the rows that had landed then, and compare" }],
  examples: [
    "sextant receipt 5b1f0c9e2a7d4e6f8a9b0c1d",
    "sextant receipt 5b1f0c9e2a7d4e6f8a9b0c1d --verify",
    "sextant receipt $(sextant ask --kpi on_time --json | jq -r .receipt.id) --verify --json",
  ],
  run: (context) => {
    const id = context.arguments[0];
    if (id === undefined)
      throw new Problem("invalid_request", "No receipt was named.", {
        hint: "Write its id: `sextant ask` prints that of its answer.",
      });
    return withServer(context, async ({ client }) => {
      const params = { id };
      const found = await client("receipt", { params });
      const verification = context.options.verify === true ? await client("verifyReceipt", { params }) : null;
      if (context.json) context.write(JSON.stringify({ receipt: found, verification }));
      else {
        context.write(receiptText(found));
        if (verification !== null)
          context.write(`\n${verification.same ? "✓ the same" : "✕ different"}: ${verification.sentence}`);
      }
      return verification === null || verification.same ? 0 : differs;
    });
  },
};
