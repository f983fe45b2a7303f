import { periodsBetween } from "@sextant/model/time/arithmetic";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openEngine } from "../../test/engine.ts";
import { everyKind } from "../../test/every-kind.ts";
import type { Question } from "../question.ts";

const catalog = everyKind();
let engine: Awaited<ReturnType<typeof openEngine>>;
const at = Date.UTC(2001, 2, 10, 12);
// 4 promote, 2 are passive, 2 detract, and two answers are none: (4 − 2) ÷ 8 = 25 points.
const recommends = [9, 10, 9, 10, 7, 8, 0, 6, 11, "nan"];
// Of the eight answers from 1 to 5, one in the lounge, 4 of 7 satisfy; from 1 to 7 nine, with mean 35 ÷ 9.
const satisfied = [5, 4, 4, 5, 3, 1, 2, 5, 6, null];
beforeAll(async () => {
  engine = await openEngine(catalog);
  const answered = new Date(at).toISOString().replace("T", " ").replace("Z", "");
  await engine.fill(
    "answers",
    recommends.map((answer, index) => ({
      _at: at,
      answered,
      recommends: answer,
      satisfied: satisfied[index] ?? null,
      channel: index === 7 ? "lounge" : "mail",
      departure: undefined,
    })),
  );
  const sent = Array.from({ length: 40 }, (_, index) => ({
    _at: at,
    sent: answered,
    channel: index < 32 ? "mail" : "lounge",
  }));
  await engine.fill(
    "invitations",
    sent.map((row) => ({ ...row, departure: undefined })),
  );
});
afterAll(() => engine.close());

const ask = async (metric: string, more: Partial<Question> = {}) => {
  const spans = periodsBetween(Date.UTC(2001, 2, 1, 5), Date.UTC(2001, 4, 1, 4), "month", catalog.calendar);
  const plain = { grain: "month", spans, by: [], where: null, until: Date.UTC(2001, 6, 1), limit: 9 } as const;
  return engine.ask({ ...plain, metrics: [metric], ...more });
};

describe("a survey", () => {
  it.each([
    ["nps", 25, 8],
    ["promoters", 4, 8],
    ["passives", 2, 8],
    ["detractors", 2, 8],
    ["responses", 8, 8],
    ["csat", 4 / 7, 7],
    ["ease", 35 / 9, 9],
    ["response_rate", 8 / 40, 40],
  ])("has %s %d over %d", async (metric, value, sample) => {
    const [march, april] = await ask(metric);
    expect(march?.value).toBeCloseTo(value, 12);
    expect(march?.sampleSize).toBe(sample);
    expect(april?.value).toBe(["promoters", "passives", "detractors", "responses"].includes(metric) ? 0 : null);
  });

  it("scores points whose parts say the same", async () => {
    const [march] = await ask("nps");
    expect([march?.numerator, march?.denominator]).toEqual([200, 8]);
  });

  it("slices its rate on both sides", async () => {
    const rates = await ask("response_rate", { by: ["channel"] });
    expect(rates.filter(({ value }) => value !== null).map(({ slice, value }) => [slice[0], value])).toEqual([
      ["mail", 7 / 32],
      ["lounge", 1 / 8],
    ]);
  });
});
