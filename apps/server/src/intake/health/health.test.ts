import { describe, expect, it } from "vitest";
import { learnCompleteness } from "./completeness.ts";
import { schemaChanges } from "./schema-changes.ts";
import { judgeVolume } from "./volume.ts";

const day = 86_400_000;

describe("The volume of a day", () => {
  it("is held to its weekdays: median 100, deviations 0 to 20, so 70 to 130 by counting alone", () => {
    // |100 - x| are 0, 0, 10, 10, 20: median 10, 14.8 as a deviation; three of them 44.5; counting alone would be 30.
    const earlier = [100, 110, 90, 120, 100];
    expect(judgeVolume(100, earlier)).toMatchObject({ expected: 100, verdict: "as_expected" });
    expect(judgeVolume(56, earlier)).toMatchObject({ verdict: "as_expected" });
    expect(judgeVolume(55, earlier)).toMatchObject({ verdict: "too_few" });
    expect(judgeVolume(145, earlier)).toMatchObject({ verdict: "too_many" });
  });

  it("may vary as counts do, where every earlier day was the same", () => {
    expect(judgeVolume(71, [100, 100, 100, 100])).toMatchObject({ low: 70, high: 130, verdict: "as_expected" });
    expect(judgeVolume(69, [100, 100, 100, 100])).toMatchObject({ verdict: "too_few" });
  });

  it("of nothing is too few where something comes, although counts of four may be none", () => {
    expect(judgeVolume(0, [4, 4, 4, 4])).toMatchObject({ low: 0, verdict: "too_few" });
    expect(judgeVolume(0, [0, 0, 0, 0])).toMatchObject({ verdict: "as_expected" });
  });

  it("cannot be told from three days", () => {
    expect(judgeVolume(0, [100, 100, 100])).toMatchObject({ expected: null, verdict: "cannot_tell" });
  });
});

describe("How complete a day is", () => {
  const share = (start: number, landedAt: number, rows: number) => ({ start, end: start + day, landedAt, rows });

  it("is learned from days that are over long enough: 90 % at its end, 96 % a day and all five days later", () => {
    const shares = [share(0, 0.5 * day, 90), share(0, 1.9 * day, 6), share(0, 5.5 * day, 4)];
    // The first landing came in the first day, so that day was not watched from its beginning; the same a day later was.
    const watched = [share(-day, 0, 1), ...shares];
    expect(learnCompleteness(shares, 30 * day)).toEqual([]);
    const curve = learnCompleteness(watched, 30 * day);
    expect(curve.map(({ share: part }) => part)).toEqual([0.9, 0.96, 0.96, 0.96, 0.96, 1, 1, 1]);
    expect(curve[0]).toMatchObject({ day: 0, days: 1 });
  });

  it("is not told by a day that may still get rows, nor by history that came at once", () => {
    expect(learnCompleteness([share(-day, 0, 1), share(0, 0.5 * day, 90)], 14.9 * day)).toEqual([]);
    expect(learnCompleteness([share(0, 400 * day, 90), share(day, 400 * day, 90)], 500 * day)).toEqual([]);
  });
});

describe("Columns of a source", () => {
  it("come, go and change their type between two runs", () => {
    const before = [
      { name: "id", native: "integer" },
      { name: "amount", native: "numeric" },
      { name: "note", native: "text" },
    ];
    const after = [
      { name: "id", native: "bigint" },
      { name: "amount", native: "numeric" },
      { name: "tag", native: "text" },
    ];
    expect(schemaChanges(before, after)).toEqual([
      { column: "id", change: "retyped", before: "integer", after: "bigint" },
      { column: "note", change: "gone", before: "text", after: "" },
      { column: "tag", change: "added", before: "", after: "text" },
    ]);
    expect(schemaChanges([], after)).toEqual([]);
  });
});
