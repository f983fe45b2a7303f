import { describe, expect, it } from "vitest";
import { openCache } from "./cache.ts";

const text = (value: string) => () => Promise.resolve(value);
const mustNotRun = () => Promise.reject(new Error("computed again"));

describe("The cache of answers", () => {
  it("computes an answer once for everyone who asks at the same time", async () => {
    const cache = openCache<string>(100, (value) => value.length);
    let runs = 0;
    const compute = async () => {
      runs += 1;
      return "answer";
    };
    expect(await Promise.all([1, 2, 3].map(() => cache.get("a", [], compute)))).toEqual(["answer", "answer", "answer"]);
    expect(runs).toBe(1);
  });

  it("does not keep a failure", async () => {
    const cache = openCache<string>(100, (value) => value.length);
    await expect(cache.get("a", [], mustNotRun)).rejects.toThrow();
    expect(await cache.get("a", [], text("fine"))).toBe("fine");
  });

  it("lets the least recently used go first when it is full", async () => {
    const cache = openCache<string>(10, (value) => value.length);
    await cache.get("a", [], text("aaaa"));
    await cache.get("b", [], text("bbbb"));
    await cache.get("a", [], mustNotRun);
    await cache.get("c", [], text("cccc"));
    expect(await cache.get("a", [], mustNotRun)).toBe("aaaa");
    expect(await cache.get("b", [], text("anew"))).toBe("anew");
  });

  it("forgets what rests on a dataset, and what was being computed when it changed", async () => {
    const cache = openCache<string>(100, (value) => value.length);
    await cache.get("a", ["trips"], text("old"));
    await cache.get("b", ["other"], text("kept"));
    let finish = (_: string): void => undefined;
    const slow = cache.get(
      "c",
      ["trips"],
      () =>
        new Promise((resolve) => {
          finish = resolve;
        }),
    );
    cache.drop(["trips"]);
    finish("stale");
    expect(await slow).toBe("stale");
    expect(await cache.get("a", ["trips"], text("new"))).toBe("new");
    expect(await cache.get("b", ["other"], mustNotRun)).toBe("kept");
    expect(await cache.get("c", ["trips"], text("fresh"))).toBe("fresh");
  });
});
