import type { Calendar } from "../time/calendar.ts";
import { periodLabel } from "../time/label.ts";
import { localParts } from "../time/zone.ts";
import { auditedQuarters, type VanityVerdict } from "./vanity.ts";

const two = (number: number): string => String(number).padStart(2, "0");

const dayOf = (at: number, { timeZone }: Calendar): string => {
  const { year, month, day } = localParts(at, timeZone);
  return `${year}-${two(month)}-${two(day)}`;
};

/** A text as one cell of a Markdown table: no line breaks, no bars, no markup. */
const cell = (text: string): string =>
  text
    .replace(/\s+/g, " ")
    .replace(/[\\`*_[\]<>|]/g, (sign) => `\\${sign}`)
    .trim();

const row = (verdict: VanityVerdict, calendar: Calendar): string => {
  const { label, owner, last, count } = verdict;
  const when = last === null ? "never" : dayOf(last.at, calendar);
  const what = last === null ? "–" : `${last.sentence} (${last.by})`;
  return `| ${cell(label)} | ${cell(owner ?? "–")} | ${when} | ${cell(what)} | ${count} |`;
};

const table = (title: string, sentence: string, verdicts: readonly VanityVerdict[], calendar: Calendar): string => {
  if (verdicts.length === 0) return "";
  const head = "| KPI | owner | last changed what we do | how | times |\n|---|---|---|---|---|";
  return `## ${title}\n\n${sentence}\n\n${head}\n${verdicts.map((one) => row(one, calendar)).join("\n")}\n\n`;
};

/** The quarterly report of the vanity audit, in Markdown; `now` is epoch ms. */
export const vanityReport = (
  workspace: string,
  verdicts: readonly VanityVerdict[],
  now: number,
  calendar: Calendar,
): string => {
  const quarters = auditedQuarters(now, calendar).map(({ key }) => periodLabel(key));
  const of = (proposal: VanityVerdict["proposal"]): VanityVerdict[] =>
    verdicts.filter((one) => one.proposal === proposal);
  return `# Vanity audit of ${cell(workspace)}: ${quarters.join(" and ")}

When did each KPI last change what we do? Answered from decisions, interventions, changes of definitions, overridden statuses
and alerts acknowledged with an action; never from views. As of ${dayOf(now, calendar)}.

${table("Proposed for demotion", "No trace of a changed behaviour in two quarters. Demoting keeps history and definition.", of("demote"), calendar)}${table("Too young to say", "They have not been KPIs for two whole quarters.", of("too_early"), calendar)}${table("Kept", "They changed what somebody did.", of("keep"), calendar)}`
    .trimEnd()
    .concat("\n");
};
