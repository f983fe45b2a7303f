import type { Minutes } from "@sextant/model/practice/minutes";
import type { ReviewKpi } from "@sextant/model/practice/review-kpi";
import { periodLabel } from "@sextant/model/time/label";
import pptxgen from "pptxgenjs";
import { carriedLines, fieldTitles, movedLines, subtitleOf, valueLine } from "./document.ts";
import { reproducible } from "./reproducible.ts";

/** Module resolvers disagree on whether its types describe the class or a module around it; at run time it is the class. */
type PresentationClass = typeof pptxgen extends { default: infer Inner } ? Inner : typeof pptxgen;
const Presentation = pptxgen as unknown as PresentationClass;

type Deck = InstanceType<typeof Presentation>;
type Slide = ReturnType<Deck["addSlide"]>;

/** Signs on one slide; longer texts go on on the next. */
const fits = 1400;

const ink = "1A1F2B";
const quiet = "4B5563";

const titled = (deck: Deck, title: string): Slide => {
  const slide = deck.addSlide();
  slide.addText(title, { x: 0.4, y: 0.25, w: 9.2, h: 0.6, fontSize: 24, bold: true, color: ink });
  return slide;
};

/** Control characters are not allowed in XML 1.0, so no slide can hold them. */
const forbidden = /[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu;

const clean = (text: string): string => text.replace(forbidden, "");

const isRightToLeft = (text: string): boolean => /^[^\p{L}]*[\p{Script=Hebrew}\p{Script=Arabic}]/u.test(text);

/** A text in parts that fit a slide (or of at most so many code units), cut at signs as people see them. */
const partsOf = (text: string, most = fits): string[] => {
  const parts: string[] = [];
  let part = "";
  for (const { segment } of new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text)) {
    if (part.length + segment.length > most && part !== "") {
      parts.push(part);
      part = "";
    }
    part += segment;
  }
  return [...parts, part];
};

const addProse = (deck: Deck, title: string, text: string, size = 12): void => {
  for (const part of partsOf(clean(text)))
    titled(deck, title).addText(part, {
      ...{ x: 0.4, y: 1, w: 9.2, h: 4.4, fontSize: size, color: ink, valign: "top", rtlMode: isRightToLeft(part) },
      align: isRightToLeft(part) ? "right" : "left",
    });
};

const addChart = (slide: Slide, deck: Deck, { label, trend, unit }: ReviewKpi): void => {
  const whole = trend.series.flatMap((one, index) => (one.current ? [] : [{ ...one, target: trend.targets[index] }]));
  const scale = unit?.scale ?? 1;
  const labels = whole.map(({ periodKey }) => periodLabel(periodKey));
  const scaled = (value: number | null | undefined): number | null => (value == null ? null : value * scale);
  // The library's types want numbers; it writes a gap for null.
  const line = (name: string, values: (number | null)[]) => ({ name, labels, values: values as number[] });
  const lines = [
    line(
      label,
      whole.map(({ value }) => scaled(value)),
    ),
    ...(whole.some(({ target }) => target != null)
      ? [
          line(
            "Target",
            whole.map(({ target }) => scaled(target)),
          ),
        ]
      : []),
  ];
  slide.addChart(deck.ChartType.line, lines, {
    ...{ x: 0.4, y: 1.5, w: 5.4, h: 3.4, chartColors: ["1F5FBF", "6B7280"], lineDataSymbol: "none", lineSize: 2 },
    ...{ showLegend: lines.length > 1, legendPos: "b", catAxisLabelFontSize: 8, valAxisLabelFontSize: 8 },
    altText: `${label}: ${trend.series.length} periods`,
  });
};

const addKpi = (deck: Deck, fields: ReviewKpi): void => {
  const slide = titled(deck, clean(fields.demoted ? `${fields.label} (no KPI any more)` : fields.label));
  slide.addText(clean(valueLine(fields)), { x: 0.4, y: 0.8, w: 9.2, h: 0.35, fontSize: 13, color: ink });
  slide.addText(clean(fields.value.sentence), { x: 0.4, y: 1.12, w: 9.2, h: 0.35, fontSize: 11, color: quiet });
  const isDrawn = fields.trend.series.some(({ value, current }) => value !== null && !current);
  if (isDrawn) addChart(slide, deck, fields);
  const lines = [
    ...movedLines(fields),
    ...fields.expectations.map(({ sentence, outcome }) => `Expected: ${sentence} – ${outcome}`),
    ...fields.interventions.map(({ title, owner, due }) => `Intervention: ${title} (${owner}, due ${due})`),
    ...fields.decisions.map(({ text, owner, on }) => `Decision, ${on}: ${text} (${owner})`),
  ].map((text) => clean(text.length > 300 ? `${partsOf(text, 299)[0]}…` : text));
  if (lines.length > 0)
    slide.addText(
      lines.slice(0, 9).map((text) => ({ text, options: { bullet: true, breakLine: true } })),
      { x: isDrawn ? 6 : 0.4, y: 1.5, w: isDrawn ? 3.7 : 9.2, h: 3.8, fontSize: 10, color: ink, valign: "top" },
    );
};

/** Minutes as PPTX with native charts and the receipts at the end; the same minutes are the same bytes. */
export const pptxOf = async (minutes: Minutes): Promise<Uint8Array> => {
  const deck = new Presentation();
  deck.layout = "LAYOUT_16x9";
  deck.title = clean(minutes.title);
  deck.author = "Sextant";
  deck.company = "Sextant";
  const first = titled(deck, clean(minutes.title));
  first.addText(clean(subtitleOf(minutes)), { x: 0.4, y: 0.9, w: 9.2, h: 0.5, fontSize: 12, color: quiet });
  const carried = carriedLines(minutes.carried);
  if (carried.length > 0) addProse(deck, "From the last review", carried.join("\n"));
  for (const fields of minutes.kpis) {
    addKpi(deck, fields);
    for (const { field, text, by } of minutes.notes.filter(({ kpi }) => kpi === fields.kpi))
      if (text !== "") addProse(deck, clean(`${fields.label}: ${fieldTitles[field]} (${by})`), text);
  }
  for (const { text, by } of minutes.notes.filter(({ kpi }) => kpi === null))
    if (text !== "") addProse(deck, clean(`${fieldTitles.general} (${by})`), text);
  for (const { label, receipt } of minutes.kpis)
    if (receipt !== null)
      addProse(deck, clean(`Receipt: ${label}`), `${receipt.id}\n${receipt.definition}\n\n${receipt.sql}`, 8);
  const written = await deck.write({ outputType: "nodebuffer", compression: false });
  if (!(written instanceof Uint8Array)) throw new TypeError("pptxgenjs gave no bytes");
  return reproducible(written, new Date(minutes.asOf));
};
