import { Problem } from "@sextant/model/problem/problem";
import type { FastifyRequest } from "fastify";
import { readOtlp, writeOtlp } from "../../intake/points/otlp.ts";
import { checkTakesPoints, linesOf, type Point } from "../../intake/points/point.ts";
import { readRemoteWrite } from "../../intake/points/prometheus.ts";
import type { Handlers, Rooms } from "../handler.ts";
import { type BodyLimits, codingOf, wholeBody } from "../unpack.ts";

type PointRoutes = "otlpMetrics" | "remoteWrite";

/** Bytes of one request of an agent, unpacked; it is held in memory whole. */
const mostBytes = 32 * 1_048_576;

const bodyOf = (request: FastifyRequest, coding: string, limits: BodyLimits): Promise<Buffer> =>
  wholeBody(request.body, coding, { ...limits, bytes: Math.min(limits.bytes, mostBytes) });

const land = async (rooms: Rooms, id: string, read: () => Promise<Point[]>): Promise<void> => {
  const dataset = rooms.definitions.state().catalog.datasets.get(id);
  if (!dataset) throw new Problem("not_found", `There is no dataset ${JSON.stringify(id)}.`);
  checkTakesPoints(dataset);
  const points = await read();
  if (points.length > 0)
    await rooms.intake.land(dataset, linesOf(points, dataset), "ndjson", { atomic: false, batchKey: null });
};

/** Handlers of what agents of other systems send. */
export const pointHandlers = (rooms: Rooms, limits: BodyLimits): Pick<Handlers, PointRoutes> => ({
  otlpMetrics: async ({ query, request }) => {
    const isJson = (request.headers["content-type"] ?? "").toLowerCase().startsWith("application/json");
    const format = isJson ? "json" : "protobuf";
    let rejected = 0;
    await land(rooms, query.dataset ?? "metric_points", async () => {
      const reading = readOtlp(await bodyOf(request, codingOf(request), limits), format);
      rejected = reading.rejected;
      return reading.points;
    });
    const why = `${rejected} points have no finite value or no time.`;
    return { bytes: writeOtlp(rejected, why, format), type: isJson ? "application/json" : "application/x-protobuf" };
  },
  remoteWrite: async ({ query, request }) => {
    if (codingOf(request) !== "snappy")
      throw new Problem("unsupported_format", "Prometheus packs its requests with snappy.");
    await land(rooms, query.dataset ?? "metric_points", async () =>
      readRemoteWrite(await bodyOf(request, "identity", limits)),
    );
    return { text: "", type: "text/plain" };
  },
});
