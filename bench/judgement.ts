import { findAnomalies } from "@sextant/statistics/anomaly/anomalies";
import { findChanges } from "@sextant/statistics/change/changes";
import { limitFor } from "@sextant/statistics/control/calibrate";
import { countProcess, keptPromises, normalProcess, type Process } from "@sextant/statistics/control/promise.fixture";
import { cusumRunLength } from "@sextant/statistics/control/run-length";
import { randomSource } from "@sextant/statistics/random/random";
import { nile } from "@sextant/statistics/reference/nile";
import { atLeast, atMost, type Benchmark, type Row, reported } from "./benchmark.ts";
import { hasReference } from "./judgement/data.ts";
import { labelledSeries, nabScore, profiles } from "./judgement/nab.ts";
import { annotatedSeries, cover, f1 } from "./judgement/tcpd.ts";
import { median, ms } from "./measure.ts";

// What judgement must reach on public sets, each method in its one default configuration for all series.

const fixed = (digits: number) => (value: number) => value.toFixed(digits);

const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;

const indexesOf = (values: readonly (number | null)[], period = 1): number[] => {
  const found = findChanges(values, period);
  return found.kind === "changes" ? found.changes.map(({ index }) => index) : [];
};

const changeRows = (): Row[] => {
  const series = annotatedSeries();
  const found = series.map(({ values, period }) => indexesOf(values, period));
  const mean = (of: (index: number) => number): number =>
    series.reduce((sum, _, index) => sum + of(index), 0) / series.length;
  const title = `change points, ${series.length} series of TCPD`;
  return [
    atLeast(
      `${title}: F1`,
      0.75,
      mean((at) => f1(series[at]?.annotations ?? [], found[at] ?? [])),
      fixed(3),
    ),
    atLeast(
      `${title}: cover`,
      0.7,
      mean((at) => cover(series[at]?.annotations ?? [], found[at] ?? [], series[at]?.values.length ?? 0)),
      fixed(3),
    ),
  ];
};

const minutesOfDay = 1440;

const anomalyRows = (): Row[] => {
  const files = labelledSeries();
  const found = files.map(({ values, times, probation }) => {
    const step = median(times.slice(1).map((time, index) => time - (times[index] ?? 0)));
    const watched = findAnomalies(values, { period: Math.round(minutesOfDay / step), warmUp: probation });
    return watched.kind === "anomalies" ? watched.anomalies.map(({ index }) => index) : [];
  });
  const score = (profile: keyof typeof profiles): number => nabScore(files, found, profiles[profile]);
  const title = `anomalies, ${files.length} files of NAB`;
  return [
    atLeast(`${title}: standard`, 65, score("standard"), fixed(1)),
    atLeast(`${title}: low false alarms`, 55, score("lowFalseAlarms"), fixed(1)),
    reported(`${title}: low misses`, fixed(1)(score("lowMisses"))),
  ];
};

/** The worst of the three charts, so that none hides behind another. */
const promiseRow = (work: string, limit: number, process: Process, quick: boolean): Row => {
  const size = quick ? { runs: 100, length: 200 } : { runs: 3000, length: 500 };
  const kept = keptPromises(process, { baseline: 200, periods: 100, seed: 1931, ...size });
  const worst = Math.max(...Object.values(kept).map((ratio) => Math.abs(ratio - 1)));
  return atMost(`false alarms off their promise, ${work}`, limit, worst, percent);
};

const controlRows = (quick: boolean): Row[] => {
  const limit = limitFor({ kind: "cusum", reference: 0.5 }, 465.44);
  return [
    promiseRow("white noise", 0.05, normalProcess(0), quick),
    promiseRow("AR(1) of .5", 0.2, normalProcess(0.5), quick),
    promiseRow("negative binomial counts", 0.2, countProcess(20, 5), quick),
    atMost(
      "periods to see 1σ at run length 465",
      10.4,
      cusumRunLength(0.5, limit, { mean: 1, deviation: 1 }),
      fixed(2),
    ),
  ];
};

/** Two years of days with noise of memory .3 and one shift. */
const twoYears = (seed: number): number[] => {
  const { normal } = randomSource(seed);
  let noise = 0;
  return Array.from({ length: 730 }, (_, index) => {
    noise = 0.3 * noise + normal();
    return noise + (index >= 500 ? 2 : 0);
  });
};

const speedRow = (quick: boolean): Row => {
  const times = Array.from({ length: quick ? 2 : 20 }, (_, seed) => {
    const series = twoYears(seed);
    const started = performance.now();
    indexesOf(series, 7);
    return performance.now() - started;
  });
  return reported("change points of two years of days, per series", ms(median(times)));
};

const missing = (name: string): Row => reported(`${name}: skipped`, "reference data not present");

/** Change points, anomalies and promised false-alarm rates against what they must reach. */
export const benchmark: Benchmark = async ({ quick }) => [
  ...(hasReference("tcpd") ? changeRows() : [missing("TCPD")]),
  reported("change points of the Nile (one, at 28)", indexesOf(nile).join(", ")),
  ...(hasReference("nab") ? anomalyRows() : [missing("NAB")]),
  ...controlRows(quick),
  speedRow(quick),
];
