/** One point of a rule's history: what it saw, how it stood then, and what it told. */
export interface AlertPoint {
  /** Epoch ms. */
  at: number;
  value: number | null;
  state: string;
  telling: string | null;
  /** What a reader hears of it. */
  label: string;
}

/** Where everything of the chart lies, in CSS pixels. */
export interface AlertChartLayout {
  /** Unbroken stretches of values. */
  lines: readonly (readonly { x: number; y: number }[])[];
  /** Stretches in which the rule alerted. */
  bands: readonly { x: number; width: number }[];
  /** Beginnings and ends that were told. */
  marks: readonly { x: number; y: number; kind: "alerted" | "recovered"; label: string }[];
}

const margin = { top: 12, bottom: 8, side: 8 };

const isLoud = ({ state }: AlertPoint): boolean => state === "alerting" || state === "recovering";

/** Lays out a rule's history: time to the right, values upwards; a gap breaks the line. Empty without values or size. */
export const layoutAlerts = (points: readonly AlertPoint[], width: number, height: number): AlertChartLayout => {
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]));
  const [first, last] = [points[0]?.at ?? 0, points.at(-1)?.at ?? 0];
  if (values.length === 0 || width === 0 || height === 0) return { lines: [], bands: [], marks: [] };
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const inner = { width: width - 2 * margin.side, height: height - margin.top - margin.bottom };
  const xOf = (at: number): number =>
    margin.side + (last === first ? 0.5 : (at - first) / (last - first)) * inner.width;
  const yOf = (value: number): number =>
    margin.top + (high === low ? 0.5 : (high - value) / (high - low)) * inner.height;
  const lines: { x: number; y: number }[][] = [[]];
  for (const { at, value } of points)
    if (value === null) lines.push([]);
    else lines.at(-1)?.push({ x: xOf(at), y: yOf(value) });
  const bands: { x: number; width: number }[] = [];
  points.forEach((point, index) => {
    if (!isLoud(point)) return;
    const x = xOf(point.at);
    const end = xOf(points[index + 1]?.at ?? last);
    const before = points[index - 1];
    const open = before !== undefined && isLoud(before) ? bands.at(-1) : undefined;
    if (open === undefined) bands.push({ x, width: Math.max(2, end - x) });
    else open.width = Math.max(2, end - open.x);
  });
  const marks = points.flatMap(({ at, value, telling, label }) =>
    telling === "alerted" || telling === "recovered"
      ? [{ x: xOf(at), y: yOf(value ?? low), kind: telling, label } as const]
      : [],
  );
  return { lines: lines.filter((line) => line.length > 0), bands, marks };
};
