import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startPostgres, type TestPostgres } from "../src/store/postgres.fixture.ts";
import { discard, folderOf, setUpOwner, shop, startFlow } from "./server.fixture.ts";

let postgres: TestPostgres | string;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(async () => {
  if (typeof postgres !== "string") await postgres.stop();
});

describe("a server with its records in PostgreSQL", () => {
  it("answers, takes in, and is the same after a restart", async ({ skip }) => {
    if (typeof postgres === "string") return skip(postgres);
    const options = { folder: folderOf(shop), env: { SEXTANT_STORE: await postgres.fresh() } };
    const first = await startFlow(options);
    const body = "ordered_at,amount\n2026-02-10T10:00:00,120\n";
    const landed = await first.fetch("/v1/ingest/orders", {
      method: "POST",
      headers: { "content-type": "text/csv" },
      body,
    });
    expect(landed.status).toBe(202);
    await setUpOwner(first);
    await first.stop();
    const second = await startFlow(options);
    expect(await second.call("session")).toMatchObject({ open: false, needsSetup: false });
    const { secret } = await second.running.access.tokens.issue("reader", "viewer");
    const { receipt, series } = await second.call("ask", {
      as: secret,
      body: { kpis: ["revenue"], grain: "month", from: "2026-02-01", to: "2026-03-01" },
    });
    expect(series[0]?.observations.map((one) => one.value)).toEqual([120]);
    expect(await second.call("verifyReceipt", { as: secret, params: { id: receipt.id } })).toMatchObject({
      same: true,
    });
    expect(
      await second.call("applyDefinitions", {
        as: (await second.running.access.tokens.issue("editor", "editor")).secret,
        body: { files: (await second.call("exportDefinitions", { as: secret })).files },
      }),
    ).toMatchObject({ changes: [] });
    await discard(second);
  });
});
