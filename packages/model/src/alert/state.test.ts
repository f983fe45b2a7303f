import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Hold } from "./hold.ts";
import { type AlertState, dueAt, type Patience, type Step, step } from "./state.ts";
import type { VerdictKind } from "./verdict.ts";

const hour = 3_600_000;
const now: Patience = { pending: { kind: "periods", count: 0 }, keepFiring: { kind: "periods", count: 0 } };

interface Seen {
  kind: VerdictKind;
  /** Number of the period judged. */
  period: number;
  at: number;
}

const run = (seen: readonly Seen[], patience: Patience): Step[] => {
  let state: AlertState | null = null;
  return seen.map(({ kind, period, at }) => {
    const taken = step(state, { kind, sentence: kind, period: { key: String(period), end: period } }, at, patience);
    state = taken.next;
    return taken;
  });
};

const states = (seen: readonly Seen[], patience: Patience) => run(seen, patience).map(({ next }) => next.state);
const tellings = (seen: readonly Seen[], patience: Patience) => run(seen, patience).map(({ telling }) => telling);
const daily = (...kinds: VerdictKind[]): Seen[] =>
  kinds.map((kind, day) => ({ kind, period: day, at: day * 24 * hour }));

describe("a rule that fires", () => {
  it("alerts at once and once when nothing has to last", () => {
    expect(tellings(daily("clear", "firing", "firing", "clear", "firing"), now)).toEqual([
      null,
      "alerted",
      null,
      "recovered",
      "alerted",
    ]);
  });

  it("is pending until it fired in as many periods as its author wants, each counted once", () => {
    const patience: Patience = { ...now, pending: { kind: "periods", count: 2 } };
    const seen: Seen[] = [
      { kind: "firing", period: 1, at: 0 },
      { kind: "firing", period: 1, at: 50 * hour },
      { kind: "firing", period: 2, at: 60 * hour },
    ];
    expect(states(seen, patience)).toEqual(["pending", "pending", "alerting"]);
    expect(states(daily("firing", "clear", "firing"), patience)).toEqual(["pending", "normal", "pending"]);
  });

  it("is pending until the time its author wants has passed", () => {
    const patience: Patience = { ...now, pending: { kind: "time", milliseconds: 2 * hour } };
    const seen = [0, 1, 2].map((h): Seen => ({ kind: "firing", period: 1, at: h * hour }));
    expect(states(seen, patience)).toEqual(["pending", "pending", "alerting"]);
    expect(dueAt(run(seen, patience)[0]?.next as AlertState, patience)).toBe(2 * hour);
  });

  it("keeps firing until it was quiet long enough, and fires on without a second telling", () => {
    const patience: Patience = { ...now, keepFiring: { kind: "periods", count: 2 } };
    const seen = daily("firing", "clear", "firing", "clear", "clear");
    expect(states(seen, patience)).toEqual(["alerting", "recovering", "alerting", "recovering", "normal"]);
    expect(tellings(seen, patience)).toEqual(["alerted", null, null, null, "recovered"]);
  });

  it("does not end between its limit and the limit of recovery, and does not begin there", () => {
    expect(states(daily("hold", "firing", "hold", "clear"), now)).toEqual(["normal", "alerting", "alerting", "normal"]);
  });
});

describe("missing data", () => {
  it("is told when it begins, and an alert told before is not told again after it", () => {
    expect(tellings(daily("firing", "stale", "stale", "firing", "clear"), now)).toEqual([
      "alerted",
      "silent",
      null,
      null,
      "recovered",
    ]);
  });

  it("is told as a broken rule when the rule itself fails", () => {
    expect(tellings(daily("clear", "error", "error", "clear", "error"), now)).toEqual([
      null,
      "broken",
      null,
      null,
      "broken",
    ]);
  });
});

describe("a clock set back", () => {
  it("neither ends a wait nor moves what was said into the past", () => {
    const patience: Patience = { ...now, pending: { kind: "time", milliseconds: 2 * hour } };
    const seen = [10, 1, 11, 12].map((h): Seen => ({ kind: "firing", period: 1, at: h * hour }));
    expect(states(seen, patience)).toEqual(["pending", "pending", "pending", "alerting"]);
    expect(run(seen, patience).map(({ next }) => next.at / hour)).toEqual([10, 10, 11, 12]);
  });
});

const kinds = fc.constantFrom<VerdictKind>("firing", "clear", "hold", "no_data", "stale", "error");
const hold: fc.Arbitrary<Hold> = fc.oneof(
  fc.nat(4).map((count): Hold => ({ kind: "periods", count })),
  fc.nat(100).map((milliseconds): Hold => ({ kind: "time", milliseconds })),
);
const patience = fc.record({ pending: hold, keepFiring: hold });
const history = fc.array(fc.record({ kind: kinds, period: fc.nat(20), at: fc.nat(200) }), { maxLength: 40 });

describe("laws of alerting", () => {
  it("tells a beginning and an end in turn, whatever happens between", () => {
    fc.assert(
      fc.property(history, patience, (seen, patient) => {
        const told = tellings(seen, patient).filter((telling) => telling === "alerted" || telling === "recovered");
        expect(told).toEqual(told.map((_, index) => (index % 2 === 0 ? "alerted" : "recovered")));
      }),
    );
  });

  it("says the same again without telling it again", () => {
    fc.assert(
      fc.property(history, patience, (seen, patient) => {
        const twice = run(
          seen.flatMap((one) => [one, one]),
          patient,
        );
        for (let i = 1; i < twice.length; i += 2) {
          expect(twice[i]?.telling).toBeNull();
          expect(twice[i]?.next).toEqual(twice[i - 1]?.next);
        }
      }),
    );
  });

  it("begins only while it fires and ends only while it is clear", () => {
    fc.assert(
      fc.property(history, patience, (seen, patient) => {
        tellings(seen, patient).forEach((telling, index) => {
          if (telling === "alerted") expect(seen[index]?.kind).toBe("firing");
          if (telling === "recovered") expect(seen[index]?.kind).toBe("clear");
        });
      }),
    );
  });

  it("never lets time run backwards", () => {
    fc.assert(
      fc.property(history, patience, (seen, patient) => {
        const ats = run(seen, patient).map(({ next }) => next.at);
        expect(ats).toEqual(ats.toSorted((a, b) => a - b));
      }),
    );
  });

  it("alerts later or never when it has to last longer", () => {
    fc.assert(
      fc.property(history, fc.nat(3), (seen, count) => {
        const first = (periods: number): number => {
          const at = tellings(seen, { ...now, pending: { kind: "periods", count: periods } }).indexOf("alerted");
          return at === -1 ? Number.POSITIVE_INFINITY : at;
        };
        expect(first(count + 1)).toBeGreaterThanOrEqual(first(count));
      }),
    );
  });
});
