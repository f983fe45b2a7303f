import type { SourceItem } from "@sextant/model/api/answers/source";
import type { SourceHealth } from "@sextant/model/source/health";
import type { SourceRun } from "@sextant/model/source/run";
import type { Status } from "@sextant/model/standing/status";
import { roughSpan } from "../../ui/instant.ts";

/** How something is: the word, and the status whose shape and colour it takes. */
export interface Said {
  word: string;
  status: Status;
}

/** States of a source as people say them. */
export const stateWords: Record<SourceItem["state"], Said> = {
  never: { word: "Never pulled", status: "unknown" },
  running: { word: "Running", status: "unknown" },
  ok: { word: "Fresh", status: "green" },
  late: { word: "Late", status: "yellow" },
  failed: { word: "Failed", status: "red" },
};

/** Outcomes of a run as people say them. */
export const outcomeWords: Record<SourceRun["outcome"], Said> = {
  running: { word: "Running", status: "unknown" },
  done: { word: "Done", status: "green" },
  failed: { word: "Failed", status: "red" },
  cancelled: { word: "Cancelled", status: "unknown" },
  cut_off: { word: "Cut off", status: "yellow" },
};

/** Why a run began, as people say it. */
export const causeWords: Record<SourceRun["cause"], string> = {
  schedule: "on schedule",
  person: "by hand",
  first: "first pull",
  backfill: "backfill",
};

/** Where the volume of the last settled day lies, as people say it. */
export const volumeWords: Record<SourceHealth["volume"]["verdict"], Said> = {
  as_expected: { word: "As expected", status: "green" },
  too_few: { word: "Too few", status: "red" },
  too_many: { word: "Too many", status: "yellow" },
  cannot_tell: { word: "Too little history to tell", status: "unknown" },
};

const numbers = new Intl.NumberFormat("en-GB");
/** A count, e.g. `12,345`. */
export const count = (value: number): string => numbers.format(value);

/** A count of rows, e.g. `1 row`. */
export const rowsOf = (value: number): string => `${count(value)} ${value === 1 ? "row" : "rows"}`;

const percents = new Intl.NumberFormat("en-GB", { style: "percent", maximumFractionDigits: 1 });
/** A share from 0 to 1, e.g. `96.4%`. */
export const percent = (share: number): string => percents.format(share);

const units = ["B", "kB", "MB", "GB", "TB"] as const;
/** An amount of bytes in steps of a thousand, e.g. `1.2 MB`. */
export const bytesOf = (bytes: number): string => {
  const step = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  return `${numbers.format(Number((bytes / 1000 ** step).toFixed(step === 0 ? 0 : 1)))} ${units[step]}`;
};

/** How long a run took, in milliseconds of a clock, e.g. `0.4 s`, `3 min`. */
export const took = (milliseconds: number): string =>
  milliseconds < 60_000 ? `${(milliseconds / 1000).toFixed(1)} s` : roughSpan(milliseconds);

/** How old the newest row may be and is; lengths and instants in ms, `watermark` null when nothing has landed. */
export const ageOf = (watermark: number | null, now: number, promised: number): Said & { age: string } => {
  if (watermark === null)
    return { word: "No rows yet", status: "unknown", age: `promised within ${roughSpan(promised)}` };
  const age = Math.max(0, now - watermark);
  const isLate = age > promised;
  return {
    word: isLate ? "Late" : "Fresh",
    status: isLate ? "yellow" : "green",
    age: `${roughSpan(age)} old, promised within ${roughSpan(promised)}`,
  };
};
