import type { Tile } from "@sextant/model/api/answers/tile";
import { builtInUnits } from "@sextant/model/metric/unit";
import type { Status } from "@sextant/model/standing/status";

/** A tile for tests: a share with a value and a status. */
export const tileWith = (id: string, status: Status, value: number | null = 0.5): Tile => ({
  id,
  label: `KPI ${id}`,
  objective: null,
  metric: id,
  unit: { id: "percent", ...builtInUnits.percent },
  direction: "up_is_good",
  owner: null,
  level: "company",
  timing: null,
  grain: "week",
  latest: {
    periodKey: "2001-W25",
    start: 0,
    end: 1,
    value,
    numerator: null,
    denominator: null,
    sampleSize: 1,
    presence: value === null ? "empty" : "value",
    settled: true,
    current: false,
  },
  toDate: null,
  outlook: null,
  nowcast: null,
  deltas: [],
  series: [],
  targets: [],
  target: null,
  standing: { status, reason: "ok", sentence: "", computed: status },
  freshness: [],
  guardrails: [],
  definition: { version: 1, hash: "", state: "approved" },
  drift: [],
  receipt: "",
});
