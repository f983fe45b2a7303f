import type { Minutes } from "@sextant/model/practice/minutes";
import { periodLabel } from "@sextant/model/time/label";
import { type Block, documentOf, writerOf } from "./document.ts";

/** Signs that mean something in Markdown or HTML, so that what people wrote stays what they wrote. */
const escaped = (text: string): string => text.replace(/[\\`*_{}[\]<>#|~]/g, "\\$&");

const inLine = (text: string): string => escaped(text).replace(/\s*\n\s*/g, " ");

const quoted = (text: string): string =>
  escaped(text)
    .split(/\r\n|\r|\n/)
    .map((line) => `> ${line}`)
    .join("\n");

/** A fence longer than any run of backticks inside. */
const fenced = (text: string): string => {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  return `${fence}sql\n${text}\n${fence}`;
};

const tableOf = ({ fields }: Extract<Block, { kind: "chart" }>): string => {
  const write = writerOf(fields);
  const rows = fields.trend.series.slice(-12).map(({ periodKey, value, settled }, index, shown) => {
    const target = fields.trend.targets.at(index - shown.length) ?? null;
    return `| ${periodLabel(periodKey)}${settled ? "" : " (provisional)"} | ${inLine(write(value))} | ${inLine(write(target))} |`;
  });
  return ["| period | value | target |", "|---|---|---|", ...rows].join("\n");
};

const written = (block: Block): string => {
  switch (block.kind) {
    case "heading":
      return `${"#".repeat(block.level)} ${inLine(block.text)}`;
    case "text":
      return inLine(block.text);
    case "list":
      return block.items.map((item) => `- ${inLine(item)}`).join("\n");
    case "quote":
      return `**${inLine(block.title)}**\n\n${quoted(block.text)}`;
    case "chart":
      return tableOf(block);
    case "code":
      return fenced(block.text);
  }
};

/** Minutes in Markdown (CommonMark with GitHub's tables); charts are tables. */
export const markdownOf = (minutes: Minutes): string => `${documentOf(minutes).map(written).join("\n\n")}\n`;
