import { copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { basename, extname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Problem } from "@sextant/model/problem/problem";
import { stringify } from "yaml";
import { handleOf } from "../profile/column.ts";
import { profileFile } from "../profile/file.ts";
import { propose } from "../profile/propose.ts";
import { type Context, textOption, type Verb } from "../verb.ts";

const schema = fileURLToPath(new URL("../../../../docs/reference/sextant.schema.json", import.meta.url));

const targetFolder = (context: Context, handle: string): string => {
  const folder = resolve(textOption(context, "out") ?? handle.replaceAll("_", "-"));
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new Problem("conflict", `${folder} is not empty.`, {
      hint: "Choose another folder with --out; nothing was written.",
    });
  }
  return folder;
};

/** Makes a workspace from a file of rows. */
export const init: Verb = {
  name: "init",
  summary: "Make a workspace from your own CSV, TSV or NDJSON file: profile it, propose metrics and KPIs",
  arguments: [{ name: "file", description: "A .csv, .tsv or .ndjson file with a date column" }],
  options: [
    { flags: "--out <folder>", description: "Folder to make; named after the file when not given" },
    { flags: "--time <column>", description: "The column that says when a row happened" },
    { flags: "--time-zone <zone>", description: "IANA zone of the calendar; this computer's when not given" },
  ],
  examples: [
    "sextant init orders.csv",
    "sextant init orders.csv --out my-kpis --time ordered_at --time-zone Europe/Berlin",
  ],
  run: async (context) => {
    const file = context.arguments[0];
    if (file === undefined)
      throw new Problem("invalid_request", "No file was named.", { hint: "sextant init <file.csv>" });
    const stem = basename(file, extname(file));
    const dataset = handleOf(stem, new Set());
    const folder = targetFolder(context, dataset);
    context.say(`Reading ${file} …`);
    const profile = await profileFile(file);
    const timeZone = textOption(context, "timeZone") ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
    const target = `data/${basename(file)}`;
    const { files, time, pinned, grain } = propose(profile, {
      dataset,
      label: stem,
      file: target,
      timeZone,
      now: Date.now(),
      time: textOption(context, "time"),
    });
    mkdirSync(join(folder, "data"), { recursive: true });
    copyFileSync(file, join(folder, target));
    const header = `# yaml-language-server: $schema=${relative(folder, schema)}\n`;
    for (const [name, content] of Object.entries(files))
      writeFileSync(join(folder, name), header + stringify(content, { lineWidth: 120 }));
    if (context.json)
      context.write(
        JSON.stringify({
          folder,
          rows: profile.rows,
          columns: profile.columns,
          leftOut: profile.leftOut,
          time: time.name,
          pinned,
          grain,
        }),
      );
    else {
      const place = JSON.stringify(relative(".", folder) || ".").replace(/^"([\w./-]+)"$/, "$1");
      context.write(
        `${profile.rows.toLocaleString("en")} ${profile.rows === 1 ? "row" : "rows"}, ${profile.columns.length} columns; time is ${time.from} (${time.first} to ${time.last}), by ${grain}.`,
      );
      for (const sentence of profile.leftOut) context.write(sentence);
      for (const { from, humanNumber } of profile.columns)
        if (humanNumber !== null)
          context.write(
            `${from} is read as text because of values like ${JSON.stringify(humanNumber)}; write plain numbers such as 1234.50 to compute with it.`,
          );
      if (pinned !== null)
        context.write(
          `The newest row is old, so the clock is pinned at ${pinned}; remove as_of from workspace.yaml when the data is kept fresh.`,
        );
      context.write(
        `Wrote ${folder}. Next:\n  npx sextant check --workspace ${place}\n  npx sextant serve --workspace ${place}`,
      );
    }
    return 0;
  },
};
