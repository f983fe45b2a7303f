import type { Minutes } from "@sextant/model/practice/minutes";
import { periodLabel } from "@sextant/model/time/label";
import PDFDocument from "pdfkit";
import { lineChartOf } from "./chart.ts";
import { type Block, documentOf, writerOf } from "./document.ts";
import { allFaces, boldFace, type Face } from "./fonts.ts";
import { linesOf } from "./lines.ts";

/** A4 in points. */
const page = { width: 595.28, height: 841.89, margin: 54 };
const inner = page.width - 2 * page.margin;
const chartHeight = 120;

interface Style {
  size: number;
  above: number;
  indent: number;
  color: string;
  isBold: boolean;
}

const plain: Style = { size: 10, above: 4, indent: 0, color: "#1a1f2b", isBold: false };
const headings: Record<1 | 2 | 3, Style> = {
  1: { ...plain, size: 20, above: 0, isBold: true },
  2: { ...plain, size: 14, above: 18, isBold: true },
  3: { ...plain, size: 10.5, above: 10, isBold: true },
};

const small = { size: 6.5, indent: 8, color: "#4b5563" };

interface Sheet {
  document: PDFKit.PDFDocument;
  /** Where the next line begins, points from the top. */
  y: number;
}

const roomFor = (sheet: Sheet, height: number): void => {
  if (sheet.y + height <= page.height - page.margin) return;
  sheet.document.addPage();
  sheet.y = page.margin;
};

const write = (sheet: Sheet, text: string, { size, above, indent, color, isBold }: Style): void => {
  const { document } = sheet;
  const faces: readonly Face[] = isBold ? [boldFace(), ...allFaces()] : allFaces();
  const measure = (part: string, face: Face): number => document.font(face.name).fontSize(size).widthOfString(part);
  const width = inner - indent;
  const height = size * 1.4;
  sheet.y += sheet.y > page.margin ? above : 0;
  for (const line of linesOf(text, width, faces, measure)) {
    roomFor(sheet, height);
    let x = page.margin + indent + (line.isRightToLeft ? width - line.width : 0);
    for (const piece of line.pieces) {
      document.font(piece.face.name).fontSize(size).fillColor(color);
      document.text(piece.text, x, sheet.y, { lineBreak: false });
      x += piece.width;
    }
    sheet.y += height;
  }
};

const trace = (document: PDFKit.PDFDocument, points: readonly (readonly [number, number])[], top: number): void => {
  for (const [index, [x, y]] of points.entries()) {
    if (index === 0) document.moveTo(page.margin + x, top + y);
    else document.lineTo(page.margin + x, top + y);
  }
  const [[x, y] = [0, 0]] = points;
  // A single value between two gaps is a dot.
  if (points.length === 1) document.lineTo(page.margin + x + 0.01, top + y);
};

const draw = (sheet: Sheet, { fields }: Extract<Block, { kind: "chart" }>): void => {
  const chart = lineChartOf(fields, inner, chartHeight);
  if (chart === null) return;
  const { document } = sheet;
  roomFor(sheet, chartHeight + 30);
  const top = sheet.y + 8;
  document.save().rect(page.margin, top, inner, chartHeight).lineWidth(0.5).stroke("#c9d0dc");
  document.lineWidth(1).dash(3, { space: 2 });
  for (const line of chart.targets) trace(document, line, top);
  document.stroke("#6b7280").undash().lineWidth(1.5).lineCap("round");
  for (const line of chart.lines) trace(document, line, top);
  document.stroke("#1f5fbf").restore();
  sheet.y = top + chartHeight;
  const value = writerOf(fields);
  const whole = fields.trend.series.filter(({ current }) => !current);
  const [first, last] = [whole[0], whole.at(-1)];
  const span = first && last ? `${periodLabel(first.periodKey)} to ${periodLabel(last.periodKey)}: ` : "";
  write(sheet, `${span}lowest ${value(chart.low)}, highest ${value(chart.high)}; dashed: target`, {
    ...plain,
    ...{ size: 8, color: "#4b5563" },
  });
};

const headed = (sheet: Sheet, { level, text }: Extract<Block, { kind: "heading" }>): void => {
  roomFor(sheet, headings[level].size * 4);
  write(sheet, text, headings[level]);
};

const quote = (sheet: Sheet, { title, text }: Extract<Block, { kind: "quote" }>): void => {
  write(sheet, title, { ...headings[3], size: 9 });
  write(sheet, text, { ...plain, indent: 12, color: "#303948" });
};

const put = (sheet: Sheet, block: Block): void => {
  if (block.kind === "heading") headed(sheet, block);
  else if (block.kind === "quote") quote(sheet, block);
  else if (block.kind === "chart") draw(sheet, block);
  else if (block.kind === "list") for (const item of block.items) write(sheet, `• ${item}`, { ...plain, indent: 8 });
  else write(sheet, block.text, block.kind === "text" ? plain : { ...plain, ...small });
};

/** Minutes as PDF with vector charts and embedded fonts; dated by what they are as of, so that the same minutes are the same bytes. */
export const pdfOf = async (minutes: Minutes): Promise<Uint8Array> => {
  const at = new Date(minutes.asOf);
  const document = new PDFDocument({
    ...{ size: [page.width, page.height], margin: 0, autoFirstPage: false, lang: "en", displayTitle: true },
    info: { Title: minutes.title, Producer: "Sextant", Creator: "Sextant", CreationDate: at, ModDate: at },
  });
  for (const { name, file } of [boldFace(), ...allFaces()]) document.registerFont(name, file);
  const chunks: Uint8Array[] = [];
  document.on("data", (chunk: Uint8Array) => chunks.push(chunk));
  const done = new Promise((resolve) => document.on("end", resolve));
  document.addPage();
  const sheet: Sheet = { document, y: page.margin };
  for (const block of documentOf(minutes)) put(sheet, block);
  document.end();
  await done;
  return Buffer.concat(chunks);
};
