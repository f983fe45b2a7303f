import { Problem } from "@sextant/model/problem/problem";
import type { Warehouse } from "../warehouse/warehouse.ts";
import type { SourceFile } from "./source.ts";

/** A column of a file that the engine reads by its columns. */
export interface ColumnarColumn {
  name: string;
  /** The engine's type. */
  type: string;
  /** Whether a timestamp is an instant; one that is not is a wall clock reading. */
  isInstant: boolean;
}

/** How the engine calls the formats it reads by their columns. */
const engineFormats = { parquet: "Parquet", arrow: "Arrow", arrow_stream: "ArrowStream" } as const;

/** The engine's name for the format of a file it reads itself. */
export const engineFormat = ({ format }: Pick<SourceFile, "format">): string =>
  format === "arrow" || format === "arrow_stream" ? engineFormats[format] : engineFormats.parquet;

/** Whether the engine tells the number of a row in the file. */
export const numbersRows = ({ format }: Pick<SourceFile, "format">): boolean => format === "parquet";

/** Throws source_unreadable for a path that the engine would read as a pattern. */
export const checkPath = ({ path, name }: SourceFile): void => {
  if (!/[*?{}]|::/.test(path)) return;
  throw new Problem("source_unreadable", `${name}: its path contains one of * ? { } or ::.`, {
    hint: "Rename the file or its folder.",
  });
};

/** The columns of a Parquet or Arrow file by name; throws source_unreadable when it is none. */
export const describeColumns = async (reader: Warehouse, source: SourceFile): Promise<Map<string, ColumnarColumn>> => {
  const parameters = { path: source.path };
  const ask = (sql: string) => reader.query({ sql, parameters }, { lane: "background" });
  try {
    const types = await ask(`DESCRIBE file({path:String}, '${engineFormat(source)}')`);
    const metadata =
      source.format === "parquet"
        ? await ask(
            "SELECT arrayMap(c -> (c.name, c.logical_type), columns) FROM file({path:String}, 'ParquetMetadata')",
          )
        : { rows: [] };
    const logical = new Map((metadata.rows[0]?.[0] as [string, string][] | undefined) ?? []);
    const isInstant = (name: string, type: string): boolean =>
      source.format === "parquet"
        ? /isAdjustedToUTC=true/.test(logical.get(name) ?? "")
        : /DateTime\w*\([^)]*'/.test(type);
    return new Map(
      types.rows.map(([name, type]) => [
        String(name),
        { name: String(name), type: String(type), isInstant: isInstant(String(name), String(type)) },
      ]),
    );
  } catch (error) {
    if (error instanceof Problem) throw error;
    const what = source.format === "parquet" ? "a Parquet" : "an Arrow";
    throw new Problem("source_unreadable", `${source.name}: it is not ${what} file, or it is damaged.`, {
      hint: "Write the file again.",
      cause: error,
    });
  }
};
