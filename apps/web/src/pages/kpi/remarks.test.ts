import type { KpiAnswer } from "@sextant/model/api/answers/kpi";
import type { Annotation } from "@sextant/model/practice/annotation";
import { expect, test } from "vitest";
import { daysOf, remarksOf } from "./remarks.ts";

const day = 86_400_000;
/** Days in New York, which begin at five in UTC in January. */
const start = Date.UTC(2026, 0, 5, 5);
const series = [0, 1].map((week) => ({
  periodKey: `2026-W0${week + 2}`,
  start: start + week * 7 * day,
  end: start + (week + 1) * 7 * day,
}));
const answer = {
  from: start,
  to: start + 14 * day,
  timeZone: "America/New_York",
  tile: { series },
} as unknown as KpiAnswer;

const said = (from: string, to: string, kind: Annotation["kind"] = "remark"): Annotation => ({
  ...{ id: from, scope: { kind: "workspace" } as unknown as Annotation["scope"], from, to, kind, text: "Snow" },
  ...{ link: null, expects: null, author: null, createdAt: 0 },
});
const periodsOf = (from: string, to: string) => remarksOf(answer, [said(from, to)]).map(({ periodKeys }) => periodKeys);

test("a remark is of every period that has one of its days, by the workspace's clock", () => {
  expect(daysOf(answer)).toEqual({ from: "2026-01-05", to: "2026-01-18" });
  expect(periodsOf("2026-01-11", "2026-01-11")).toEqual([["2026-W02"]]);
  expect(periodsOf("2026-01-11", "2026-01-12")).toEqual([["2026-W02", "2026-W03"]]);
  expect(periodsOf("2026-01-01", "2026-01-04")).toEqual([]);
});

test("a remark says what kind it is, and a holiday keeps quiet", () => {
  const [incident, holiday] = remarksOf(answer, [
    said("2026-01-06", "2026-01-06", "incident"),
    said("2026-01-06", "2026-01-06", "holiday"),
  ]);
  expect(incident).toMatchObject({ text: "incident: Snow", quiet: false });
  expect(holiday).toMatchObject({ text: "Snow", quiet: true });
});
