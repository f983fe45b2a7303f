import { relative } from "node:path";
import { Problem } from "@sextant/model/problem/problem";
import { importMetricFlow } from "@sextant/semantic/interchange/metricflow/import";
import { type Note, sortedNotes } from "@sextant/semantic/interchange/note";
import { importOssie } from "@sextant/semantic/interchange/ossie/import";
import type { WorkspaceFile } from "@sextant/semantic/read/read";
import { readWorkspace } from "@sextant/semantic/read/read";
import { readSource, writeNew } from "../interchange-files.ts";
import { notesText } from "../print/notes.ts";
import { type Context, textOption, type Verb } from "../verb.ts";

type Imported = { files: WorkspaceFile[]; notes: Note[] };

/** The exit code of an import that wrote files and left something out. */
const leftOutExit = 9;

const formats: Record<string, (files: readonly WorkspaceFile[]) => Imported> = {
  metricflow: importMetricFlow,
  ossie: ([file, ...more]) => {
    if (file !== undefined && more.length === 0) return importOssie(file);
    throw new Problem("invalid_request", "An Ossie document is one file.", { hint: "Name the file itself." });
  },
};

interface Wanted {
  format: string;
  source: string;
  out: string;
}

const wantedIn = (context: Context): Wanted => {
  const [format = "", source] = context.arguments;
  const out = textOption(context, "out");
  const hint = "sextant import metricflow models/ --out kpis, or sextant import ossie model.yaml --out kpis";
  if (!Object.hasOwn(formats, format))
    throw new Problem("unsupported_format", `\`${format}\` is no known format.`, { hint });
  if (source === undefined) throw new Problem("invalid_request", "No file or folder was named.", { hint });
  if (out === undefined) throw new Problem("invalid_request", "No folder was named to write into.", { hint });
  return { format, source, out };
};

const carriedIn = (files: readonly WorkspaceFile[]): Record<string, number> => {
  const { catalog } = readWorkspace(files);
  if (catalog === null) return {};
  const { datasets, metrics, kpis, dashboards } = catalog;
  return { datasets: datasets.size, metrics: metrics.size, kpis: kpis.size, dashboards: dashboards.size };
};

/** Makes workspace files from the definitions of another tool. */
export const importVerb: Verb = {
  name: "import",
  summary:
    "Make definitions from another tool's: dbt's MetricFlow YAML or an Apache Ossie document; lists what is not carried",
  arguments: [
    { name: "format", description: "metricflow or ossie" },
    { name: "source", description: "A file; for metricflow also a folder, e.g. the models of a dbt project" },
  ],
  options: [
    { flags: "--out <folder>", description: "Folder to write the definitions into" },
    { flags: "--force", description: "Replace files that are there already" },
  ],
  examples: ["sextant import metricflow models/ --out kpis", "sextant import ossie model.yaml --out kpis --json"],
  run: async (context) => {
    const { format, source, out } = wantedIn(context);
    const read = readSource(source);
    const imported = formats[format]?.(read.files) ?? { files: [], notes: [] };
    const notes = sortedNotes([...read.notes, ...imported.notes]);
    const carried = carriedIn(imported.files);
    if (imported.files.length > 0) writeNew(out, imported.files, context.options.force === true);
    const paths = imported.files.map(({ path }) => path);
    if (context.json) context.write(JSON.stringify({ folder: out, files: paths, carried, notes }));
    else {
      context.write(notesText(notes, context.color));
      const words = Object.entries(carried).flatMap(([what, count]) =>
        count === 0 ? [] : [`${count} ${count === 1 ? what.slice(0, -1) : what}`],
      );
      const next = `  npx sextant check --workspace ${relative(".", out) || "."}`;
      if (paths.length > 0)
        context.write(`Carried: ${words.join(", ")}. Wrote ${paths.join(", ")} into ${out}. Next:\n${next}`);
      else context.write("Nothing could be carried; nothing was written.");
    }
    if (imported.files.length === 0) return 1;
    return notes.some(({ severity }) => severity === "left_out") ? leftOutExit : 0;
  },
};
