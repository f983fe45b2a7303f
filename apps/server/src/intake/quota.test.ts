import { expect, it } from "vitest";
import { openQuota } from "./quota.ts";

it("rows a minute are refilled steadily, by dataset, and a refused batch takes nothing", () => {
  let now = 0;
  const quota = openQuota(600, () => now);
  quota.charge("a", 600);
  expect(() => quota.charge("a", 100)).toThrow(expect.objectContaining({ code: "too_many_requests", retryAfter: 10 }));
  quota.charge("b", 600);
  now = 9999;
  expect(() => quota.charge("a", 100)).toThrow();
  now = 10_000;
  quota.charge("a", 100);
  expect(() => quota.charge("a", 1)).toThrow();
});

it("a batch larger than the quota lands when nothing else has, and is paid for afterwards", () => {
  let now = 0;
  const quota = openQuota(600, () => now);
  quota.charge("a", 1200);
  now = 60_000;
  expect(() => quota.charge("a", 600)).toThrow(expect.objectContaining({ retryAfter: 60 }));
  now = 120_000;
  quota.charge("a", 600);
});
