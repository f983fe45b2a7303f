import { type AuditedKpi, auditedQuarters, auditVanity, type VanityVerdict } from "@sextant/model/kpi/vanity";
import { vanityReport } from "@sextant/model/kpi/vanity-report";
import type { Finding } from "@sextant/model/problem/finding";
import type { DefinitionState } from "../../definitions/definitions.ts";
import { lintNumbers } from "../../evaluate/lint-numbers.ts";
import { recordedBehaviours } from "../behaviours.ts";
import type { Handlers, Rooms } from "../handler.ts";
import { countedBySeverity } from "./definitions.ts";

type AuditRoutes = "lint" | "vanity" | "vanityReport";

/** KPIs in force, with since when they are KPIs. */
const auditedKpis = ({ catalog, versions }: DefinitionState): AuditedKpi[] =>
  [...catalog.kpis.values()]
    .filter(({ state }) => state === "proposed" || state === "approved")
    .map(({ id, label, metric, owner }) => ({
      id,
      label: label ?? catalog.metrics.get(metric)?.label ?? id,
      owner: owner === undefined ? null : (catalog.people.get(owner)?.label ?? owner),
      since: versions.get(`kpi:${id}`)?.history.at(-1)?.appliedAt ?? null,
    }));

/** Where a definition stands in the files, for findings that came out of numbers. */
const placed = (finding: Finding, { places }: DefinitionState): Finding => {
  const at = places.get((finding.subject ?? "").replace(" ", ":"));
  return at === undefined ? finding : { ...finding, place: { file: at.file, line: at.line, column: 1, length: 1 } };
};

/** Handlers that ask whether what is defined is worth having. */
export const auditHandlers = (rooms: Rooms): Pick<Handlers, AuditRoutes> => {
  const { definitions, ask, now } = rooms;
  const verdicts = async (): Promise<VanityVerdict[]> => {
    const state = definitions.state();
    return auditVanity(auditedKpis(state), await recordedBehaviours(rooms), now(), state.catalog.calendar);
  };
  return {
    lint: async () => {
      const state = definitions.state();
      const told = lintNumbers(state.catalog, await ask.judgements()).map((finding) => placed(finding, state));
      const findings = [...state.findings, ...told];
      return { value: { findings, counts: countedBySeverity(findings), checkedAt: state.checkedAt } };
    },
    vanity: async () => {
      const { calendar } = definitions.state().catalog;
      const quarters = auditedQuarters(now(), calendar).map(({ key }) => key);
      return { value: { now: now(), quarters, verdicts: await verdicts() } };
    },
    vanityReport: async () => {
      const { workspace, calendar } = definitions.state().catalog;
      const text = vanityReport(workspace.label, await verdicts(), now(), calendar);
      return { text, type: "text/markdown; charset=utf-8" };
    },
  };
};
