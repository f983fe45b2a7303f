import { Readable } from "node:stream";
import { createGzip } from "node:zlib";
import { describe, expect, it } from "vitest";
import { readBlocks } from "../intake/records.ts";
import { unpacked } from "./unpack.ts";

const limits = { bytes: 2 * 1024 ** 3, stalledMs: 30 };

describe("a sender that stalls", () => {
  it.each(["identity", "gzip"])("is given up, with a body of %s", async (coding) => {
    const source = new Readable({ read: () => undefined });
    const packed = coding === "gzip" ? source.pipe(createGzip()) : source;
    source.push('{"a":1}\n');
    const read = async () => {
      for await (const _ of unpacked(packed, coding, limits));
    };
    await expect(read()).rejects.toMatchObject({ code: "timed_out" });
  });
});

it("a line of 1 GB is refused when it is longer than a line may be, not when it ends", async () => {
  let sent = 0;
  const chunk = Buffer.alloc(65_536, "x");
  const source = Readable.from(
    (function* () {
      for (; sent < 1024 ** 3; sent += chunk.byteLength) yield chunk;
    })(),
  );
  const read = async () => {
    const body = unpacked(source, "identity", { ...limits, stalledMs: 10_000 });
    for await (const _ of readBlocks(body, "ndjson", { line: 1_048_576, total: 64 * 1_048_576, rows: 10 }));
  };
  await expect(read()).rejects.toMatchObject({ code: "too_large", message: expect.stringMatching(/^Line 1 /) });
  expect(sent).toBeLessThan(8 * 1_048_576);
});
