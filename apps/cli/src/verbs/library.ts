import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { departments as allDepartments, type Entry } from "@sextant/library/entry";
import { install, type Mapping } from "@sextant/library/install";
import { library as entries, entryOf } from "@sextant/library/library";
import { wordsFor } from "@sextant/library/mapping";
import { searchLibrary } from "@sextant/library/search";
import { fileText, pathOf } from "@sextant/library/write";
import { formatValue } from "@sextant/model/metric/format";
import { hasErrors } from "@sextant/model/problem/finding";
import { Problem } from "@sextant/model/problem/problem";
import { nearest } from "@sextant/semantic/expression/suggest";
import { readWorkspace } from "@sextant/semantic/read/read";
import { findingsText } from "../print/findings.ts";
import { table } from "../print/table.ts";
import { withServer } from "../server/with-server.ts";
import { type Context, textOption, type Verb } from "../verb.ts";
import { readWorkspaceFiles } from "../workspace-files.ts";

const known = (id: string | undefined): Entry => {
  const entry = entryOf(id ?? "");
  if (entry !== undefined) return entry;
  const close = nearest(
    id ?? "",
    entries.map((one) => one.id),
  );
  throw new Problem(
    "not_found",
    id === undefined ? "No entry was named." : `The library has no entry ${id.slice(0, 80)}.`,
    {
      hint: close === null ? "sextant library <words> searches it." : `Did you mean ${close}?`,
    },
  );
};

/** `name=column` pairs; what stands after the first `=` may hold more of them. */
const pairsOf = (context: Context, option: string): Record<string, string> => {
  const given = context.options[option];
  const texts = Array.isArray(given) ? given.map(String) : [];
  return Object.fromEntries(
    texts.map((text) => {
      const at = text.indexOf("=");
      if (at > 0) return [text.slice(0, at).trim(), text.slice(at + 1).trim()];
      throw new Problem("invalid_request", `--${option} ${text.slice(0, 80)} is no pair.`, {
        hint: `Write --${option} name=column.`,
      });
    }),
  );
};

const list = (context: Context): number => {
  const named = textOption(context, "department");
  const department = allDepartments.find((one) => one === named);
  if (named !== undefined && department === undefined) {
    throw new Problem("invalid_request", `There is no department ${named.slice(0, 80)}.`, {
      hint: `Departments are: ${allDepartments.join(", ")}.`,
    });
  }
  const found = searchLibrary(entries, { text: context.arguments.join(" "), department });
  if (context.json) context.write(JSON.stringify({ entries: found }));
  else if (found.length === 0) context.write("Nothing in the library goes by these words.");
  else {
    context.write(
      table(
        ["entry", "department", "name", "kind", "leads or lags"].map((title) => ({ title })),
        found.map(({ id, department: own, name, metric, timing }) => [id, own, name, metric.kind, timing]),
      ),
    );
    context.write(`${found.length} of ${entries.length} entries. sextant library show <entry>`);
  }
  return 0;
};

const show = (entry: Entry, context: Context): number => {
  if (context.json) {
    context.write(JSON.stringify({ entry }));
    return 0;
  }
  const { green, yellow, red } = entry.thresholds;
  context.write(`${entry.name} (${entry.id}), ${entry.department}: ${entry.meaning}`);
  context.write(`  formula     ${entry.formula}`);
  context.write(`  why         ${entry.objective}`);
  context.write(`  judged by   ${entry.grain}, reviewed ${entry.cadence}; ${entry.direction}, ${entry.timing}`);
  context.write(`  thresholds  green ${green}${yellow === undefined ? "" : `, yellow ${yellow}`}, red ${red}`);
  context.write(`              ${entry.source}`);
  context.write(`  gaming      ${entry.gaming} Guardrail: ${entry.guardrail}`);
  context.write(`  when red    ${entry.whenRed}`);
  for (const [name, { row, time, columns }] of Object.entries(entry.shapes)) {
    context.write(`  needs       ${name}: ${row}; dated by: ${time}`);
    for (const [column, { role, meaning }] of Object.entries(columns))
      context.write(`                ${column}: ${meaning} – ${wordsFor(role)}`);
  }
  context.write(`  example     ${entry.example.because}`);
  return 0;
};

const mappingOf = (context: Context): Mapping => ({
  datasets: pairsOf(context, "from"),
  columns: pairsOf(context, "map"),
  as: textOption(context, "as"),
  currency: textOption(context, "currency"),
  owner: textOption(context, "owner"),
});

/** Computes what the entry would give over the mapped columns; writes nothing. */
const preview = async (entry: Entry, mapping: Mapping, context: Context): Promise<number> => {
  const answer = await withServer(context, ({ client }) =>
    client("previewLibraryEntry", { params: { id: entry.id }, body: { ...mapping } }),
  );
  if (context.json) context.write(JSON.stringify(answer));
  else {
    const { tile, problem, findings } = answer;
    if (tile !== null) {
      const value = formatValue(tile.latest?.value ?? null, tile.unit);
      context.write(`${tile.label}: ${value}${tile.latest === null ? "" : ` (${tile.latest.periodKey})`}`);
    } else context.write(problem ?? "");
    if (findings.length > 0) context.write(findingsText(findings, context.color));
  }
  return hasErrors(answer.findings) ? 1 : 0;
};

const write = (entry: Entry, mapping: Mapping, context: Context): number => {
  const { workspace } = context.settings();
  const files = readWorkspaceFiles(workspace);
  const { catalog, findings: existing } = readWorkspace(files);
  if (catalog === null) {
    throw new Problem("invalid_definitions", "The definitions have errors already.", {
      hint: "sextant check names them; nothing was written.",
      findings: existing.filter(({ severity }) => severity === "error"),
    });
  }
  const { id, file, findings } = install(entry, mapping, catalog);
  const path = pathOf(id);
  const text = file === null ? null : fileText(entry, file);
  const after = text === null ? [] : readWorkspace([...files, { path, text }]).findings;
  const all = [...findings, ...after.filter(({ place, severity }) => place?.file === path || severity === "error")];
  const target = join(workspace, path);
  const isSound = text !== null && !hasErrors(all);
  if (isSound && existsSync(target))
    throw new Problem("conflict", `${path} is there already.`, { hint: "Nothing was written." });
  if (isSound) {
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
  if (context.json) context.write(JSON.stringify({ id, path: isSound ? path : null, findings: all }));
  else {
    if (all.length > 0) context.write(findingsText(all, context.color));
    context.write(isSound ? `Wrote ${path}, a draft. Next: sextant plan, then sextant apply.` : "Nothing was written.");
  }
  return isSound ? 0 : 1;
};

/** Ready definitions: searched, shown, and installed over the workspace's own columns. */
export const library: Verb = {
  name: "library",
  summary: "Search ready definitions, show one, or install it by mapping columns of the workspace",
  arguments: [
    { name: "action", description: "show, install, or words to search for" },
    { name: "entry", description: "The entry to show or install" },
    { name: "more", description: "More words to search for" },
  ],
  options: [
    { flags: "--department <name>", description: "Only entries a department looks for" },
    { flags: "--from <table=dataset...>", description: "Which dataset stands for a table of the entry" },
    {
      flags: "--map <name=column...>",
      description: "Which column, or expression over columns, stands for one of the entry",
    },
    { flags: "--as <handle>", description: "Handle of the metric and the KPI; the entry's when not given" },
    { flags: "--currency <unit>", description: "Unit of money; usd when not given" },
    { flags: "--owner <person>", description: "Who answers for the KPI" },
    { flags: "--preview", description: "Only compute its value; write nothing" },
  ],
  examples: [
    "sextant library churn",
    "sextant library --department support",
    "sextant library show win_rate",
    "sextant library install win_rate --from deals=opportunities --map \"won=stage = 'won'\" --owner ada",
    "sextant library install average_order_value --map value=total --preview",
  ],
  run: async (context) => {
    const [action, id] = context.arguments;
    if (action === "show") return show(known(id), context);
    if (action !== "install") return list(context);
    const entry = known(id);
    return context.options.preview === true
      ? preview(entry, mappingOf(context), context)
      : write(entry, mappingOf(context), context);
  },
};
