import type { ObjectivesImport, ObjectivesImportBody } from "@sextant/model/api/answers/objectives";
import type { Catalog } from "@sextant/model/definition/catalog";
import { type ExportRow, objectivesFromRows } from "@sextant/model/objective/import";
import { Problem } from "@sextant/model/problem/problem";
import { writeDefinitions } from "@sextant/semantic/write/definitions";
import { parse } from "csv-parse/sync";
import { z } from "zod";

/** Rows of one export. */
const most = 5000;

const refuse = (detail: string): Problem =>
  new Problem("invalid_request", detail, {
    hint: "Send a CSV with a header line, or a JSON list of objects; docs/guide/objectives.md names the columns.",
  });

const csvSchema = z.array(
  z.object({ record: z.record(z.string(), z.string()), info: z.object({ lines: z.number() }) }),
);

const csvRows = (text: string): ExportRow[] => {
  try {
    const read: unknown = parse(text, { columns: true, bom: true, info: true, relax_column_count: true, trim: true });
    return csvSchema.parse(read).map(({ record, info }) => ({ line: info.lines, fields: record }));
  } catch (error) {
    throw refuse(`This is no CSV: ${error instanceof Error ? error.message : "it cannot be read"}.`);
  }
};

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]).transform((value) => String(value ?? ""));
const keyResultSchema = z.record(z.string(), cell.catch(""));
const listSchema = z.array(
  z.looseObject({ key_results: z.array(keyResultSchema).optional(), keyResults: z.array(keyResultSchema).optional() }),
);

/** An objective of a JSON export with its key results inside, or one row per key result; a row's number stands for its line. */
const jsonRows = (text: string): ExportRow[] => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refuse("This is no JSON.");
  }
  const inside = z.object({ objectives: z.unknown() }).safeParse(value);
  const list = listSchema.safeParse(inside.success ? inside.data.objectives : value);
  if (!list.success) throw refuse("This is no list of objectives.");
  return list.data.flatMap(({ key_results, keyResults, ...rest }, index): ExportRow[] => {
    const own = Object.fromEntries(Object.entries(rest).map(([name, field]) => [name, cell.catch("").parse(field)]));
    const results = key_results ?? keyResults;
    if (results === undefined || results.length === 0) return [{ line: index + 1, fields: own }];
    const objective = own.objective ?? own.title ?? own.name ?? own.label ?? "";
    return results.map(({ title, name, ...more }) => {
      const named = more["key result"] ?? title ?? name ?? "";
      return { line: index + 1, fields: { ...own, objective, "key result": named, ...more } };
    });
  });
};

/** Reads an export of an OKR tool into definitions with findings by line; throws invalid_request for what is no export. */
export const readObjectives = ({ name, text, cycle }: ObjectivesImportBody, catalog: Catalog): ObjectivesImport => {
  const rows = name.toLowerCase().endsWith(".json") ? jsonRows(text) : csvRows(text);
  if (rows.length > most) throw refuse(`The export has ${rows.length} rows; ${most} are read at once.`);
  const { objectives, findings } = objectivesFromRows(rows, { file: name, cycle, catalog });
  return {
    yaml: objectives.length === 0 ? "" : writeDefinitions({ objectives }),
    objectives: objectives.length,
    keyResults: objectives.reduce((sum, { key_results }) => sum + key_results.length, 0),
    findings,
  };
};
