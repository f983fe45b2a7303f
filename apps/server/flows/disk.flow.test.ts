import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { discard, type Flow, startFlow } from "./server.fixture.ts";
import { asNdjson, someTrips, trips } from "./trips.fixture.ts";

const disk = mkdtempSync(join(tmpdir(), "sextant-disk-"));
const isMounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=192m", "tmpfs", disk]).status === 0;
if (!isMounted) console.warn("A disk that fills up is not tried: mounting a small one takes root.");

/** Takes all but `free` bytes of the disk. */
const fill = (free: number): void => {
  const { bavail, bsize } = statfsSync(disk);
  const file = openSync(join(disk, "filler"), "w");
  const chunk = Buffer.alloc(1_048_576);
  for (let left = bavail * bsize - free; left > 0; left -= chunk.length)
    writeSync(file, chunk, 0, Math.min(chunk.length, left));
  closeSync(file);
};

describe.skipIf(!isMounted)("A disk that fills up", () => {
  let flow: Flow;
  beforeAll(async () => {
    flow = await startFlow({ files: trips(""), args: ["--data", join(disk, "data")] });
  });
  afterAll(async () => {
    await discard(flow);
    spawnSync("umount", ["-l", disk]);
    rmSync(disk, { recursive: true, force: true });
  });

  const push = (batch: number): Promise<Response> =>
    flow.fetch("/v1/ingest/trips", {
      method: "POST",
      headers: { "content-type": "application/x-ndjson", origin: flow.url },
      body: asNdjson(someTrips(5000, batch * 5000)),
    });
  const counted = async (): Promise<unknown> => {
    const body = { metrics: ["trip_count", "trip_ids"], grain: "year", from: "2024-01-01" };
    const { series } = await flow.call("ask", { body, headers: { origin: flow.url } });
    return series.map((one) => one.observations[0]?.value);
  };

  it("refuses rows with what to do, keeps every row it acknowledged, and goes on when there is room", async () => {
    expect((await push(0)).status).toBe(202);
    fill(600_000);
    let landed = 1;
    let refused: Response | null = null;
    for (let batch = 1; batch < 40 && refused === null; batch += 1) {
      const reply = await push(batch);
      if (reply.status === 202) landed += 1;
      else refused = reply;
    }
    expect([refused?.status, await refused?.json()]).toMatchObject([
      507,
      { code: "disk_full", hint: expect.stringMatching(/[Ff]ree/) },
    ]);
    rmSync(join(disk, "filler"));
    expect(await counted()).toEqual([landed * 5000, landed * 5000]);
    expect((await push(landed)).status).toBe(202);
    expect(await counted()).toEqual([(landed + 1) * 5000, (landed + 1) * 5000]);
  });
});
