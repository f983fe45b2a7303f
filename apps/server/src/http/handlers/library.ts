import { departments as allDepartments, type Department, type Entry } from "@sextant/library/entry";
import { type Fit, fitEntry, type TableFacts } from "@sextant/library/fit";
import { install } from "@sextant/library/install";
import { entryOf, library } from "@sextant/library/library";
import { wordsFor } from "@sextant/library/mapping";
import { searchLibrary } from "@sextant/library/search";
import { fileText, pathOf, templateText } from "@sextant/library/write";
import type { LibraryEntry, LibraryPreview, LibrarySummary } from "@sextant/model/api/answers/library";
import { dashboardSchema } from "@sextant/model/dashboard/dashboard";
import type { Catalog } from "@sextant/model/definition/catalog";
import { Problem } from "@sextant/model/problem/problem";
import { nearest } from "@sextant/semantic/expression/suggest";
import type { Handlers, Rooms } from "../handler.ts";

type LibraryRoutes = "library" | "libraryEntry" | "previewLibraryEntry";

const isDepartment = (text: string): text is Department => allDepartments.some((one) => one === text);

/** What the definitions say of the workspace's tables; nobody looked at their rows. */
const tablesOf = ({ datasets }: Catalog): TableFacts[] =>
  [...datasets.values()].map(({ id, time, columns }) => ({
    dataset: id,
    time,
    columns: Object.entries(columns).map(([name, { type }]) => ({ name, type })),
  }));

const summaryOf = (entry: Entry, fit: Fit | null, catalog: Catalog): LibrarySummary => ({
  id: entry.id,
  name: entry.name,
  department: entry.department,
  also: [...(entry.also ?? [])],
  synonyms: [...entry.synonyms],
  meaning: entry.meaning,
  kind: entry.metric.kind,
  direction: entry.direction,
  timing: entry.timing,
  grain: entry.grain,
  fit: fit === null || fit.missing.length > 0 ? null : fit.score,
  installed: catalog.kpis.has(entry.id),
});

const named = (id: string): { id: string; name: string } => ({ id, name: entryOf(id)?.name ?? id });

const known = (id: string): Entry => {
  const entry = entryOf(id);
  if (entry !== undefined) return entry;
  const close = nearest(
    id,
    library.map((one) => one.id),
  );
  throw new Problem("not_found", `The library has no entry ${JSON.stringify(id.slice(0, 80))}.`, {
    hint: close === null ? "Search the library." : `Did you mean ${close}?`,
  });
};

const viewOf = (entry: Entry, catalog: Catalog): LibraryEntry => {
  const tables = tablesOf(catalog);
  const fit = fitEntry(entry, tables);
  const { green, yellow = null, red } = entry.thresholds;
  return {
    ...summaryOf(entry, fit, catalog),
    formula: entry.formula,
    code: templateText(entry),
    objective: entry.objective,
    cadence: entry.cadence,
    unit: entry.unit,
    thresholds: { green, yellow, red },
    source: entry.source,
    gaming: entry.gaming,
    guardrail: named(entry.guardrail),
    leads: entry.leads.map(named),
    whenRed: entry.whenRed,
    tables: Object.entries(entry.shapes).map(([name, { row, time, columns }]) => ({
      name,
      row,
      time,
      columns: Object.entries(columns).map(([column, { role, meaning }]) => ({
        name: column,
        role,
        needs: wordsFor(role),
        meaning,
      })),
    })),
    example: { rows: { ...entry.example.rows }, gives: entry.example.gives, because: entry.example.because },
    suggestion: { datasets: fit?.datasets ?? {}, columns: fit?.columns ?? {}, missing: fit?.missing ?? [] },
    datasets: [...catalog.datasets.values()].map(({ id, label, time, columns }) => ({
      id,
      label,
      time,
      columns: Object.entries(columns).map(([name, { type }]) => ({ name, type })),
    })),
  };
};

const board = "library_preview";

/** The workspace with one more dashboard that shows only this KPI. */
const showing = (catalog: Catalog, kpi: string): Catalog => {
  const grain = catalog.kpis.get(kpi)?.grain;
  const dashboard = dashboardSchema.parse({ id: board, label: "Preview", grain, kpis: [kpi] });
  return { ...catalog, dashboards: new Map([[board, dashboard]]) };
};

/** The tile of a KPI that is only proposed; a problem is a sentence, so that the mapping is not lost. */
const tileOf = async (
  ask: Rooms["ask"],
  catalog: Catalog,
  kpi: string,
): Promise<Pick<LibraryPreview, "tile" | "problem">> => {
  try {
    const { tiles } = await ask.preview(showing(catalog, kpi), board, ask.workspace().now);
    return { tile: tiles[0] ?? null, problem: null };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { tile: null, problem: error.message };
  }
};

const nothingYet = "There is no value while something does not fit.";

/** Handlers of the library. */
export const libraryHandlers = ({ definitions, ask }: Rooms): Pick<Handlers, LibraryRoutes> => ({
  library: ({ query }) => {
    const { catalog } = definitions.state();
    const tables = tablesOf(catalog);
    const { search, department } = query;
    if (department !== undefined && !isDepartment(department)) {
      throw new Problem("invalid_request", `There is no department ${JSON.stringify(department)}.`, {
        hint: `Departments are: ${allDepartments.join(", ")}.`,
      });
    }
    const entries = searchLibrary(library, { text: search, department });
    return {
      value: {
        total: library.length,
        departments: allDepartments.map((id) => ({ id, entries: searchLibrary(library, { department: id }).length })),
        entries: entries.map((entry) => summaryOf(entry, fitEntry(entry, tables), catalog)),
      },
    };
  },
  libraryEntry: ({ params }) => ({ value: viewOf(known(params.id), definitions.state().catalog) }),
  previewLibraryEntry: async ({ params, body }) => {
    const entry = known(params.id);
    const { id, file, findings } = install(entry, body, definitions.state().catalog);
    if (file === null) return { value: { id, findings, file: null, tile: null, problem: nothingYet } };
    const written = { path: pathOf(id), text: fileText(entry, file) };
    const planned = await definitions.plan([written], false);
    const own = planned.findings.filter(({ place, severity }) => place?.file === written.path || severity === "error");
    const all = [...findings, ...own];
    if (planned.catalog === null) return { value: { id, findings: all, file: null, tile: null, problem: nothingYet } };
    return { value: { id, findings: all, file: written, ...(await tileOf(ask, planned.catalog, id)) } };
  },
});
