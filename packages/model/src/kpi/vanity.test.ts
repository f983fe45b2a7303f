import { describe, expect, it } from "vitest";
import { type AuditedKpi, auditVanity, type Behaviour } from "./vanity.ts";
import { vanityReport } from "./vanity-report.ts";

const calendar = { timeZone: "Europe/Berlin", weekStart: "monday", fiscalYearStart: 1, holidays: [] } as const;
const on = (text: string): number => Date.parse(`${text}T12:00:00Z`);
const now = on("2026-08-20");
const kpi = (id: string, since: string | null = "2024-01-01"): AuditedKpi => ({
  id,
  label: id,
  owner: "Ada",
  since: since === null ? null : on(since),
});
const did = (id: string, at: string, sentence = "Moved two people."): Behaviour => ({
  kpi: id,
  kind: "decision",
  at: on(at),
  by: "Ada",
  sentence,
});
const proposals = (kpis: AuditedKpi[], behaviours: Behaviour[]): Record<string, string> =>
  Object.fromEntries(
    auditVanity(kpis, behaviours, now, { ...calendar, holidays: [] }).map(({ id, proposal }) => [id, proposal]),
  );

describe("the vanity audit (K7)", () => {
  it("proposes for demotion what changed nothing since the start of the earlier of two whole quarters", () => {
    // In August 2026 the quarters looked at are Q1 and Q2, which began on 1 January 2026 in Berlin.
    const behaviours = [did("kept", "2026-01-02"), did("late", "2026-08-19"), did("vain", "2025-12-30")];
    expect(proposals([kpi("kept"), kpi("late"), kpi("vain"), kpi("never")], behaviours)).toEqual({
      kept: "keep",
      late: "keep",
      vain: "demote",
      never: "demote",
    });
  });

  it("does not judge what has not been a KPI for two whole quarters, or nobody knows how long", () => {
    expect(proposals([kpi("young", "2026-03-01"), kpi("unknown", null)], [])).toEqual({
      young: "too_early",
      unknown: "too_early",
    });
  });

  it("takes the latest behaviour, counts those of the quarters, and knows nothing of the future or of other KPIs", () => {
    const behaviours = [
      did("a", "2026-02-01"),
      did("a", "2026-07-01", "Changed the form."),
      did("a", "2026-12-01"),
      did("b", "2026-07-05"),
    ];
    const [verdict] = auditVanity([kpi("a")], behaviours, now, { ...calendar, holidays: [] });
    expect(verdict).toMatchObject({ count: 2, last: { sentence: "Changed the form." } });
  });

  it("puts what is proposed for demotion first, the longest silent of them on top", () => {
    const behaviours = [did("a", "2026-07-01"), did("b", "2025-10-01"), did("c", "2025-03-01")];
    expect(Object.keys(proposals([kpi("a"), kpi("b"), kpi("c")], behaviours))).toEqual(["c", "b", "a"]);
  });
});

describe("the quarterly report", () => {
  it("names the quarters, and writes hostile names as text", () => {
    const kpis = [
      { ...kpi("x"), label: "Visits | <script>alert(1)</script>\n# Title" },
      kpi("young", "2026-06-01"),
      kpi("used"),
    ];
    const behaviours = [did("used", "2026-05-04")];
    const plain = { ...calendar, holidays: [] };
    const text = vanityReport("Shop", auditVanity(kpis, behaviours, now, plain), now, plain);
    expect(text).toContain("# Vanity audit of Shop: Q1 2026 and Q2 2026");
    expect(text).toContain("| Visits \\| \\<script\\>alert(1)\\</script\\> # Title | Ada | never | – | 0 |");
    expect(text).toContain("| used | Ada | 2026-05-04 | Moved two people. (Ada) | 1 |");
    expect(text).toContain("## Too young to say");
    expect(text.match(/^#+ /gm)).toHaveLength(4);
  });
});
