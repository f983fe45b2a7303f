import type { Minutes } from "@sextant/model/practice/minutes";
import { periodLabel } from "@sextant/model/time/label";
import { lineChartOf } from "./chart.ts";
import { type Block, documentOf, writerOf } from "./document.ts";

const signs: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);

const width = 640;
const height = 160;

const path = (points: readonly (readonly [number, number])[]): string =>
  points.map(([x, y], index) => `${index === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");

const chartOf = ({ fields }: Extract<Block, { kind: "chart" }>): string => {
  const chart = lineChartOf(fields, width, height);
  if (chart === null) return "";
  const write = writerOf(fields);
  const whole = fields.trend.series.filter(({ current }) => !current);
  const [first, last] = [whole[0], whole.at(-1)];
  const span = first && last ? `${periodLabel(first.periodKey)} to ${periodLabel(last.periodKey)}` : "";
  const words = `${fields.label}, ${span}: lowest ${write(chart.low)}, highest ${write(chart.high)}`;
  return `<figure><svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(words)}">
<path class="target" d="${chart.targets.map(path).join("")}"/><path class="line" d="${chart.lines.map(path).join("")}"/>
</svg><figcaption>${escaped(words)}</figcaption></figure>`;
};

const written = (block: Block): string => {
  switch (block.kind) {
    case "heading":
      return `<h${block.level} dir="auto">${escaped(block.text)}</h${block.level}>`;
    case "text":
      return `<p dir="auto">${escaped(block.text)}</p>`;
    case "list":
      return `<ul>${block.items.map((item) => `<li dir="auto">${escaped(item)}</li>`).join("")}</ul>`;
    case "quote":
      return `<section><h4>${escaped(block.title)}</h4><blockquote dir="auto">${escaped(block.text)}</blockquote></section>`;
    case "chart":
      return chartOf(block);
    case "code":
      return `<pre><code>${escaped(block.text)}</code></pre>`;
  }
};

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#1a1f2b}
blockquote{white-space:pre-wrap;overflow-wrap:anywhere;margin:0;padding-left:1rem;border-left:3px solid #c9d0dc}
pre{overflow-x:auto;font-size:.75rem;background:#f4f6f9;padding:.75rem}h4{margin-bottom:.25rem}
figure{margin:1rem 0}svg{width:100%;height:auto}.line{fill:none;stroke:#1f5fbf;stroke-width:2}
.target{fill:none;stroke:#6b7280;stroke-dasharray:4 3}figcaption{font-size:.8rem;color:#4b5563}`;

/** Minutes as one HTML file that needs nothing else, without scripts. */
export const htmlOf = (minutes: Minutes): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(minutes.title)}</title><style>${style}</style></head><body>
${documentOf(minutes).map(written).join("\n")}
</body></html>
`;
