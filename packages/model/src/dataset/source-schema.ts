import { z } from "zod";
import { idSchema } from "../definition/id.ts";
import { durationSchema } from "./duration-schema.ts";
import { fileFormatSchema } from "./file-format.ts";
import { gitSourceSchema } from "./git-source.ts";

/** Where the rows of a dataset come from. Without a source, rows only arrive by push. */
export const datasetSourceSchema = z.strictObject({
  file: z
    .string()
    .min(1)
    .max(500)
    .optional()
    .describe("A file inside the workspace folder: .csv, .tsv, .txt, .ndjson, .json, .parquet, .arrow or .xlsx."),
  package: z
    .string()
    .min(1)
    .max(500)
    .optional()
    .describe("A file inside an installed npm package, e.g. vega-datasets/data/flights-3m.parquet."),
  upload: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{0,120}$/, "name an uploaded file")
    .optional()
    .describe("A file that was uploaded to the server, by the name the upload answered."),
  git: gitSourceSchema.optional().describe("The history of a local git repository."),
  format: fileFormatSchema.optional(),
  from: idSchema.optional().describe("A source of `sources:`."),
  table: z
    .string()
    .min(1)
    .max(300)
    .optional()
    .describe("The table or view of a database, as `orders` or `shop.orders`."),
  files: z
    .string()
    .min(1)
    .max(500)
    .optional()
    .describe("The files of a folder, by a pattern: `orders/*.csv`, `**/*.parquet`. All have one format."),
  cursor: z
    .string()
    .min(1)
    .optional()
    .describe("A column that only grows when a row is added or changed: later pulls read from its highest value on."),
  lookback: z
    .union([durationSchema, z.number().int().min(0)])
    .optional()
    .describe(
      "How far before the highest cursor a pull reads again (1h), for rows that show up late; a number for numeric cursors (0).",
    ),
  deletes: z
    .enum(["keep", "full_reload"])
    .optional()
    .describe(
      "`keep` (the default): rows that are gone from the source stay here. `full_reload`: every pull reads all, so that they go.",
    ),
});
export type DatasetSource = z.infer<typeof datasetSourceSchema>;
