import type { FileFormat } from "../dataset/file-format.ts";
import type { DateOrder, Delimiter } from "../dataset/file-notation.ts";
import type { Finding } from "../problem/finding.ts";
import type { ColumnProfiler, Notation } from "./column.ts";

/** How the numbers and dates of a file are read, what of it must be written down, and what a person should check. */
export interface NotationChoice {
  notation: Notation;
  format: Pick<FileFormat, "decimal" | "date_order">;
  findings: Finding[];
}

const warning = (rule: string, message: string, hint: string): Finding => ({
  rule,
  severity: "warning",
  message,
  hint,
});

const named = (columns: readonly ColumnProfiler[]): string => columns.map(({ from }) => `"${from}"`).join(", ");

interface DecimalVotes {
  point: ColumnProfiler[];
  comma: ColumnProfiler[];
  either: ColumnProfiler[];
}

const decimalVotes = (columns: readonly ColumnProfiler[]): DecimalVotes => {
  const votes: DecimalVotes = { point: [], comma: [], either: [] };
  for (const column of columns) {
    const { marked, separated } = column.readings;
    if (!separated || marked.size === 0) continue;
    (marked.size === 2 ? votes.either : marked.has(".") ? votes.point : votes.comma).push(column);
  }
  return votes;
};

const chooseDecimal = (
  columns: readonly ColumnProfiler[],
  delimiter: Delimiter | null,
  asked: FileFormat["decimal"],
): { decimal: "." | ","; findings: Finding[] } => {
  const { point, comma, either } = decimalVotes(columns);
  if (asked !== undefined) return { decimal: asked, findings: [] };
  if (point.length + comma.length > 0) {
    const decimal = comma.length > point.length ? "," : ".";
    const losers = decimal === "," ? point : comma;
    const message = `${named(losers)} ${losers.length === 1 ? "has" : "have"} another decimal mark than the rest of the file and ${losers.length === 1 ? "is" : "are"} read as text.`;
    const findings =
      losers.length === 0
        ? []
        : [warning("profile/decimal-marks", message, "Write one decimal mark in the whole file.")];
    return { decimal, findings };
  }
  const decimal = delimiter === ";" ? "," : ".";
  const open = either.filter(({ readings }) => readings.humane || delimiter === ";");
  if (open.length === 0) return { decimal, findings: [] };
  const example =
    decimal === "," ? "1.234 as one thousand two hundred thirty-four" : "1,234 as one thousand two hundred thirty-four";
  const message = `Numbers of ${named(open)} can be read two ways; they are read with a decimal ${decimal === "," ? "comma" : "point"}: ${example}.`;
  return {
    decimal,
    findings: [warning("profile/decimal-mark", message, "Choose the other decimal mark if that is wrong.")],
  };
};

const stretch = (column: ColumnProfiler, order: DateOrder): number => {
  const span = column.readings.ordered.get(order);
  return span ? span.to - span.from : Number.POSITIVE_INFINITY;
};

const chooseOrder = (
  columns: readonly ColumnProfiler[],
  asked: DateOrder | undefined,
): { dateOrder: DateOrder; findings: Finding[] } => {
  if (asked !== undefined) return { dateOrder: asked, findings: [] };
  const dated = columns.filter(
    ({ readings }) => !readings.isoPossible && [...readings.ordered.values()].some((span) => span !== null),
  );
  const counts = new Map<DateOrder, number>();
  for (const { readings } of dated) {
    if (readings.ordered.size !== 1) continue;
    const [order] = readings.ordered.keys();
    if (order !== undefined) counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  const [winner] = [...counts].sort((a, b) => b[1] - a[1]);
  const open = dated.filter(({ readings }) => readings.ordered.size > 1);
  if (winner !== undefined) return { dateOrder: winner[0], findings: [] };
  const [first] = open;
  if (first === undefined) return { dateOrder: "ymd", findings: [] };
  const dots = open.every(({ readings }) => readings.dotted);
  const dateOrder = dots || stretch(first, "dmy") < stretch(first, "mdy") ? "dmy" : "mdy";
  if (dots) return { dateOrder, findings: [] };
  const message = `Dates of ${named(open)} can be read two ways; they are read with the ${dateOrder === "dmy" ? "day" : "month"} first, since they then lie closer together.`;
  return {
    dateOrder,
    findings: [warning("profile/date-order", message, "Choose the other order of dates if that is wrong.")],
  };
};

/** Chooses one decimal mark and one order of dates for a whole file; what was asked for is taken as it is. */
export const chooseNotation = (
  columns: readonly ColumnProfiler[],
  delimiter: Delimiter | null,
  asked: FileFormat = {},
): NotationChoice => {
  const { decimal, findings } = chooseDecimal(columns, delimiter, asked.decimal);
  const order = chooseOrder(columns, asked.date_order);
  const notation = { decimal, dateOrder: order.dateOrder };
  const needsDecimal = columns.some(({ readings }) => {
    const { integer, boolean, humane, separated, marked } = readings;
    return !integer && !boolean && marked.has(decimal) && (humane || (decimal === "," && separated));
  });
  const needsOrder = columns.some(({ readings }) => !readings.isoPossible && readings.ordered.get(order.dateOrder));
  return {
    notation,
    format: {
      ...(needsDecimal ? { decimal } : {}),
      ...(needsOrder ? { date_order: order.dateOrder } : {}),
    },
    findings: [...findings, ...order.findings],
  };
};
