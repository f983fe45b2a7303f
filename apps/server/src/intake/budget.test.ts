import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { openBudget } from "./budget.ts";

it("who comes while too much is under way is not let in until there is room", async () => {
  const budget = openBudget({ soft: 100, hard: 1000, waiting: 1 });
  const first = await budget.enter();
  first.take(100);
  let isIn = false;
  const second = budget.enter().then((share) => {
    isIn = true;
    return share;
  });
  await sleep(10);
  expect(isIn).toBe(false);
  await expect(budget.enter()).rejects.toMatchObject({ code: "too_many_requests", retryAfter: 1 });
  first.leave();
  (await second).leave();
  expect(isIn).toBe(true);
});

it("of those inside the one that came first may always end, the others are sent away above the hard limit", async () => {
  const budget = openBudget({ soft: 100, hard: 150, waiting: 10 });
  const [first, second] = [await budget.enter(), await budget.enter()];
  first.take(90);
  second.take(60);
  expect(() => second.take(1)).toThrow(/under way/);
  first.take(500);
  first.leave();
  second.take(1);
});
