import { formatValue, type WrittenUnit } from "@sextant/model/metric/format";
import type { Minutes } from "@sextant/model/practice/minutes";
import type { Note, NoteField } from "@sextant/model/practice/review";
import type { ReviewKpi } from "@sextant/model/practice/review-kpi";
import { periodLabel } from "@sextant/model/time/label";

/** A piece of minutes, whatever form they are written in. What people wrote is in `quote`, line breaks and all. */
export type Block =
  | { kind: "heading"; level: 1 | 2 | 3; text: string }
  | { kind: "text"; text: string }
  | { kind: "list"; items: readonly string[] }
  | { kind: "quote"; title: string; text: string }
  | { kind: "chart"; fields: ReviewKpi }
  | { kind: "code"; text: string };

const plain: WrittenUnit = { symbol: "", position: "after", scale: 1, decimals: 2 };

/** How a KPI's values are written. */
export const writerOf =
  ({ unit }: ReviewKpi): ((value: number | null) => string) =>
  (value) =>
    formatValue(value, unit ?? plain);

const changeOf = ({ unit }: ReviewKpi, change: number): string =>
  formatValue(change, unit ?? plain, { signed: true, points: true });

/** Names of the fields notes are written in. */
export const fieldTitles: Record<NoteField, string> = {
  value: "On the value",
  trend: "On the trend",
  moved: "What moved it",
  expected: "On what is expected",
  intervention: "On what is done",
  decision: "On the decision",
  general: "Notes",
};

const headed = (title: string, items: readonly string[]): Block[] =>
  items.length === 0
    ? []
    : [
        { kind: "heading", level: 3, text: title },
        { kind: "list", items },
      ];

/** The value with its interval, change and target in one line. */
export const valueLine = (fields: ReviewKpi): string => {
  const write = writerOf(fields);
  const { value, interval, change, target, periodKey, sampleSize, status } = fields.value;
  const parts = [
    `${status}: ${write(value)}`,
    ...(interval === null ? [] : [`between ${write(interval[0])} and ${write(interval[1])} (95%)`]),
    ...(change === null ? [] : [`${changeOf(fields, change)} since the period before`]),
    ...(target === null ? [] : [`target ${write(target)}`]),
    ...(periodKey === null ? [] : [periodLabel(periodKey)]),
    ...(sampleSize > 0 ? [`${sampleSize.toLocaleString("en")} rows`] : []),
  ];
  return parts.join(" · ");
};

/** What moved a KPI, a line each. */
export const movedLines = (fields: ReviewKpi): string[] => {
  const { slices, signals, annotations, guardrails, definitionChanges } = fields.moved;
  const [largest] = slices;
  return [
    ...(largest?.slices ?? []).map(
      ({ name, contribution }) => `${largest?.dimension} ${name}: ${changeOf(fields, contribution)}`,
    ),
    ...signals,
    ...annotations.map(({ from, to, text }) => `${from === to ? from : `${from} to ${to}`}: ${text}`),
    ...guardrails.map(({ label, status }) => `Guardrail ${label}: ${status}`),
    ...definitionChanges.map(
      ({ version, at, by }) => `Definition version ${version}, ${new Date(at).toISOString().slice(0, 10)}, ${by}`,
    ),
  ];
};

const quotes = (notes: readonly Note[], kpi: string | null): Block[] =>
  notes
    .filter((note) => note.kpi === kpi && note.text !== "")
    .map(({ field, text, by }) => ({ kind: "quote", title: `${fieldTitles[field]} (${by})`, text }));

const blocksOf = (fields: ReviewKpi, notes: readonly Note[]): Block[] => [
  { kind: "heading", level: 2, text: fields.demoted ? `${fields.label} (no KPI any more)` : fields.label },
  { kind: "text", text: valueLine(fields) },
  { kind: "text", text: fields.value.sentence },
  ...(fields.trend.series.length === 0 ? [] : [{ kind: "chart", fields } as const]),
  ...headed("What moved it", movedLines(fields)),
  ...headed(
    "Expected",
    fields.expectations.map(({ sentence, outcome }) => `${sentence} – ${outcome}`),
  ),
  ...headed(
    "Interventions",
    fields.interventions.map(
      ({ title, owner, due, state, verdict }) =>
        `${title} (${owner}, due ${due}, ${state})${verdict === null ? "" : ` – ${verdict}`}`,
    ),
  ),
  ...headed(
    "Decisions",
    fields.decisions.map(({ on, text, owner }) => `${on}: ${text} (${owner})`),
  ),
  ...quotes(notes, fields.kpi),
];

/** The lines the last review left behind. */
export const carriedLines = ({ interventions, expectations }: Minutes["carried"]): string[] => [
  ...interventions.map(
    ({ title, owner, due, state, overdue, outcome }) =>
      `${title} (${owner}, due ${due}, ${overdue ? "overdue" : state})${outcome === null ? "" : ` – ${outcome}`}`,
  ),
  ...expectations.map(({ label, sentence, outcome }) => `${label}, ${sentence} – ${outcome}`),
];

/** Who was there, and as of when it is, in one line. */
export const subtitleOf = ({ day, presenter, participants, isClosed, asOf }: Minutes): string =>
  [
    day,
    ...(presenter === null ? [] : [`led by ${presenter}`]),
    ...(participants.length === 0 ? [] : [participants.join(", ")]),
    `as of ${new Date(asOf).toISOString().slice(0, 16).replace("T", " ")} UTC`,
    ...(isClosed ? [] : ["still open"]),
  ].join(" · ");

const receiptsOf = (kpis: readonly ReviewKpi[]): Block[] => {
  const blocks = kpis.flatMap(({ label, receipt }): Block[] =>
    receipt === null
      ? []
      : [
          { kind: "text", text: `${label}: receipt ${receipt.id}, ${receipt.definition}` },
          { kind: "code", text: receipt.sql },
        ],
  );
  return blocks.length === 0 ? [] : [{ kind: "heading", level: 2, text: "Appendix: receipts" }, ...blocks];
};

/** Minutes as a run of blocks, in the order of the meeting. */
export const documentOf = (minutes: Minutes): Block[] => [
  { kind: "heading", level: 1, text: minutes.title },
  { kind: "text", text: subtitleOf(minutes) },
  ...headed("From the last review", carriedLines(minutes.carried)),
  ...minutes.kpis.flatMap((fields) => blocksOf(fields, minutes.notes)),
  ...quotes(minutes.notes, null),
  ...receiptsOf(minutes.kpis),
];
