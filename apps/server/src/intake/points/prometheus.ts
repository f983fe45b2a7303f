import { Problem } from "@sextant/model/problem/problem";
import { uncompress } from "snappyjs";
import { z } from "zod";
import { writeRequest } from "./messages.ts";
import type { Point } from "./point.ts";

/** Bytes of one request, unpacked. */
const mostBytes = 32 * 1_048_576;

const real = z.union([z.number(), z.enum(["NaN", "Infinity", "-Infinity"]).transform(Number)]);
const request = z.object({
  timeseries: z
    .array(
      z.object({
        labels: z.array(z.object({ name: z.string().default(""), value: z.string().default("") })).default([]),
        samples: z
          .array(z.object({ value: real.default(0), timestamp: z.string().default("0").transform(Number) }))
          .default([]),
      }),
    )
    .default([]),
});

const decode = (body: Buffer): unknown => {
  try {
    const bytes = uncompress(new Uint8Array(body), mostBytes);
    return writeRequest.toObject(writeRequest.decode(bytes), { longs: String, json: true });
  } catch (error) {
    throw new Problem("invalid_request", "The body is no remote-write request of Prometheus, packed with snappy.", {
      hint: "Send version 1 (prometheus.WriteRequest), of at most 32 MB unpacked.",
      cause: error,
    });
  }
};

/**
 * The samples of a Prometheus remote-write request, version 1. Markers of staleness (NaN), other values that are not finite, and series
 * without a name are left out.
 */
export const readRemoteWrite = (body: Buffer): Point[] => {
  const { timeseries } = request.parse(decode(body));
  return timeseries.flatMap(({ labels, samples }) => {
    const { __name__: metric = "", ...rest } = Object.fromEntries(labels.map(({ name, value }) => [name, value]));
    return samples
      .filter(({ value }) => metric !== "" && Number.isFinite(value))
      .map(({ value, timestamp }) => ({ metric, kind: null, unit: null, labels: rest, value, at: timestamp }));
  });
};
