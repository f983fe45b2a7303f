import { createHash } from "node:crypto";
import type { Source } from "@sextant/model/source/source";
import { durationOf } from "@sextant/semantic/duration";
import { Cron } from "croner";

/** A share of the jitter, always the same for a source and a time, so that every process waits for the same instant. */
const shareOf = (source: string, due: number): number =>
  createHash("sha256").update(`${source} ${due}`).digest().readUInt32BE() / 2 ** 32;

/**
 * When a source is due next, epoch ms, after the last time it ran for; null without a schedule. It may lie in the past: then it is
 * overdue, once, however many times were slept through. A last time that lies ahead, because the clock was set back, counts as now.
 */
export const nextDue = (
  source: Pick<Source, "id" | "schedule" | "jitter">,
  timeZone: string,
  last: number,
  now: number,
): number | null => {
  if (source.schedule === undefined) return null;
  const cron = new Cron(source.schedule, { timezone: timeZone, paused: true, mode: "5-part" });
  const next = cron.nextRun(new Date(Math.min(last, now)))?.getTime() ?? null;
  return next === null ? null : next + Math.floor(shareOf(source.id, next) * durationOf(source.jitter));
};
