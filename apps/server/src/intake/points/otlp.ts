import { Problem } from "@sextant/model/problem/problem";
import { z } from "zod";
import { exportMetricsRequest, exportMetricsResponse } from "./messages.ts";
import type { Point } from "./point.ts";

const long = z.union([z.string().regex(/^-?\d{1,20}$/), z.number()]);
const real = z.union([z.number(), z.enum(["NaN", "Infinity", "-Infinity"]).transform(Number)]);
const anyValue = z.object({
  stringValue: z.string().optional(),
  boolValue: z.boolean().optional(),
  intValue: long.optional(),
  doubleValue: real.optional(),
});
const attributes = z.array(z.object({ key: z.string().max(1000), value: anyValue.nullish() })).default([]);
const base = { attributes, timeUnixNano: long.optional(), flags: z.number().default(0) };
const numberPoint = z.object({ ...base, asDouble: real.optional(), asInt: long.optional() });
const histogramPoint = z.object({ ...base, count: long.default(0), sum: real.optional() });
const summaryPoint = z.object({
  ...base,
  count: long.default(0),
  sum: real.default(0),
  quantileValues: z.array(z.object({ quantile: real.default(0), value: real.default(0) })).default([]),
});
const pointsOf = <T extends z.ZodType>(point: T) => z.object({ dataPoints: z.array(point).default([]) }).nullish();
const metric = z.object({
  name: z.string().max(1000),
  unit: z.string().max(100).default(""),
  gauge: pointsOf(numberPoint),
  sum: pointsOf(numberPoint),
  histogram: pointsOf(histogramPoint),
  exponentialHistogram: pointsOf(histogramPoint),
  summary: pointsOf(summaryPoint),
});
const request = z.object({
  resourceMetrics: z
    .array(
      z.object({
        resource: z.object({ attributes }).nullish(),
        scopeMetrics: z.array(z.object({ metrics: z.array(metric).default([]) })).default([]),
      }),
    )
    .default([]),
});
type Attributes = z.output<typeof attributes>;
type Metric = z.output<typeof metric>;

/** The bit of a point's flags that says there is no value. */
const noRecordedValue = 1;

const unreadable = (cause: unknown): Problem =>
  new Problem("invalid_request", "The body is no OTLP ExportMetricsServiceRequest.", {
    hint: "Send application/x-protobuf or application/json as OTLP/HTTP says.",
    cause,
  });

const textOf = (value: Attributes[number]["value"]): string | null => {
  const given = value?.stringValue ?? value?.boolValue ?? value?.intValue ?? value?.doubleValue;
  return given === undefined ? null : String(given);
};

const labelsOf = (...lists: Attributes[]): Record<string, string> =>
  Object.fromEntries(
    lists.flat().flatMap(({ key, value }) => {
      const text = textOf(value);
      return text === null ? [] : [[key, text] as const];
    }),
  );

type Given = Pick<Point, "kind" | "value"> & { suffix: string; labels: Record<string, string> };

const valuesOf = (
  one: Metric,
  shared: Attributes,
): (Given & { nanos: string | number | undefined; flags: number })[] => {
  const numbers = (["gauge", "sum"] as const).flatMap((kind) =>
    (one[kind]?.dataPoints ?? []).map((point) => ({
      ...{
        kind,
        suffix: "",
        labels: labelsOf(shared, point.attributes),
        nanos: point.timeUnixNano,
        flags: point.flags,
      },
      value: Number(point.asDouble ?? point.asInt ?? Number.NaN),
    })),
  );
  const grouped = [...(one.histogram?.dataPoints ?? []), ...(one.exponentialHistogram?.dataPoints ?? [])].flatMap(
    (point) => {
      const labels = labelsOf(shared, point.attributes);
      const rest = { kind: "histogram", labels, nanos: point.timeUnixNano, flags: point.flags };
      const sum = point.sum === undefined ? [] : [{ ...rest, suffix: "_sum", value: point.sum }];
      return [{ ...rest, suffix: "_count", value: Number(point.count) }, ...sum];
    },
  );
  const summed = (one.summary?.dataPoints ?? []).flatMap((point) => {
    const labels = labelsOf(shared, point.attributes);
    const rest = { kind: "summary", labels, nanos: point.timeUnixNano, flags: point.flags };
    return [
      { ...rest, suffix: "_count", value: Number(point.count) },
      { ...rest, suffix: "_sum", value: point.sum },
      ...point.quantileValues.map(({ quantile, value }) => ({
        ...{ ...rest, suffix: "", value },
        labels: { ...labels, quantile: String(quantile) },
      })),
    ];
  });
  return [...numbers, ...grouped, ...summed];
};

const decode = (body: Buffer, format: "protobuf" | "json"): unknown => {
  try {
    if (format === "json") return JSON.parse(body.toString("utf8"));
    return exportMetricsRequest.toObject(exportMetricsRequest.decode(body), { longs: String, json: true });
  } catch (error) {
    throw unreadable(error);
  }
};

/**
 * The points of an OTLP request. Histograms and summaries give their count and sum as `<name>_count` and `<name>_sum`, summaries their
 * quantiles under the label `quantile`; buckets are left out. Points without a finite value, or without a time, are counted as rejected.
 */
export const readOtlp = (body: Buffer, format: "protobuf" | "json"): { points: Point[]; rejected: number } => {
  const result = request.safeParse(decode(body, format));
  if (!result.success) throw unreadable(result.error);
  const points: Point[] = [];
  let rejected = 0;
  for (const { resource, scopeMetrics } of result.data.resourceMetrics)
    for (const one of scopeMetrics.flatMap(({ metrics }) => metrics))
      for (const { suffix, nanos, flags, value, kind, labels } of valuesOf(one, resource?.attributes ?? [])) {
        const at = Math.floor(Number(nanos ?? 0) / 1e6);
        const unit = one.unit === "" ? null : one.unit;
        if ((flags & noRecordedValue) === 0 && Number.isFinite(value) && at > 0)
          points.push({ metric: one.name + suffix, kind, unit, labels, value, at });
        else rejected += 1;
      }
  return { points, rejected };
};

/** What OTLP answers: how many points were rejected and why, or nothing. */
export const writeOtlp = (rejected: number, why: string, format: "protobuf" | "json"): Uint8Array => {
  const answer = rejected === 0 ? {} : { partialSuccess: { rejectedDataPoints: String(rejected), errorMessage: why } };
  if (format === "json") return new TextEncoder().encode(JSON.stringify(answer));
  return exportMetricsResponse.encode(exportMetricsResponse.fromObject(answer)).finish();
};
