import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, extname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { OwnDataAnswer, OwnDataBody } from "@sextant/model/api/answers/own-data";
import { Problem } from "@sextant/model/problem/problem";
import { handleOf } from "@sextant/model/profile/handle";
import { writeDefinitions } from "@sextant/semantic/write/definitions";
import { printProposal } from "../print/proposal.ts";
import { type Connection, connect } from "../server/connect.ts";
import { type Context, textOption, type Verb } from "../verb.ts";
import { download } from "./download.ts";

const schema = fileURLToPath(new URL("../../../../docs/reference/sextant.schema.json", import.meta.url));
const readable = new Set([
  ".csv",
  ".tsv",
  ".txt",
  ".ndjson",
  ".jsonl",
  ".json",
  ".parquet",
  ".arrow",
  ".feather",
  ".arrows",
  ".xlsx",
]);

const isUrl = (text: string): boolean => /^https?:\/\//.test(text);

/** The files a name stands for: itself, or those of a folder that can be read. */
const filesOf = (name: string): string[] => {
  if (!existsSync(name)) throw new Problem("not_found", `There is no file ${name}.`);
  if (statSync(name).isFile()) return [name];
  const found = readdirSync(name)
    .filter((entry) => readable.has(extname(entry).toLowerCase()) && statSync(join(name, entry)).isFile())
    .sort()
    .map((entry) => join(name, entry));
  if (found.length > 0) return found;
  throw new Problem("not_found", `There is no file of rows in ${name}.`, {
    hint: `It reads ${[...readable].join(", ")}.`,
  });
};

const emptyFolder = (context: Context, handle: string): string => {
  const folder = resolve(textOption(context, "out") ?? handle.replaceAll("_", "-"));
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new Problem("conflict", `${folder} is not empty.`, {
      hint: "Choose another folder with --out; nothing was written.",
    });
  }
  return folder;
};

const withSchema = (folder: string, text: string): string =>
  `# yaml-language-server: $schema=${relative(folder, schema)}\n${text}`;

/** The data of a new workspace, by names relative to its folder. */
const bringData = async (name: string, folder: string): Promise<string[]> => {
  mkdirSync(join(folder, "data"), { recursive: true });
  if (isUrl(name)) return [`data/${await download(name, join(folder, "data"))}`];
  return filesOf(name).map((file) => {
    copyFileSync(file, join(folder, "data", basename(file)));
    return `data/${basename(file)}`;
  });
};

/** Proposes, writes and applies the definitions of one file. */
const takeIn = async ({ client }: Connection, folder: string, body: OwnDataBody): Promise<OwnDataAnswer> => {
  const answer = await client("proposeFromData", { body });
  if (answer.time === null || answer.dashboard === null) {
    const { detail = "It could not be read.", hint = null } = answer.problem ?? {};
    throw new Problem("source_unreadable", detail, { findings: answer.findings, ...(hint === null ? {} : { hint }) });
  }
  for (const { path, text } of answer.files)
    writeFileSync(join(folder, path), text.startsWith("# yaml") ? text : withSchema(folder, text));
  const written = answer.files.map(({ path }) => ({ path, text: readFileSync(join(folder, path), "utf8") }));
  await client("applyDefinitions", { body: { files: written, prune: false } });
  return answer;
};

/** Makes a workspace from files of rows. */
export const init: Verb = {
  name: "init",
  summary: "Make a workspace from your own data: read it, propose metrics and KPIs with their values",
  arguments: [
    {
      name: "file",
      description: "A file of rows, a folder of them, or a URL: CSV, TSV, JSON, NDJSON, Parquet, Arrow or Excel",
    },
  ],
  options: [
    { flags: "--out <folder>", description: "Folder to make; named after the file when not given" },
    { flags: "--time <column>", description: "The column that says when a row happened" },
    { flags: "--time-zone <zone>", description: "IANA zone of the calendar; this computer's when not given" },
    { flags: "--sheet <name>", description: "For Excel: the sheet; the first one when not given" },
  ],
  examples: [
    "sextant init orders.csv",
    "sextant init orders.xlsx --sheet 2025 --out my-kpis --time ordered_at --time-zone Europe/Berlin",
  ],
  run: async (context) => {
    const name = context.arguments[0];
    if (name === undefined)
      throw new Problem("invalid_request", "No file was named.", { hint: "sextant init <file, folder or URL>" });
    const stem = basename(isUrl(name) ? new URL(name).pathname : name, extname(name)) || "data";
    const id = handleOf(stem, new Set());
    if (!isUrl(name)) filesOf(name);
    const folder = emptyFolder(context, id);
    const timeZone = textOption(context, "timeZone") ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
    const [time, sheet] = [textOption(context, "time"), textOption(context, "sheet")];
    context.say(`Reading ${name} …`);
    const answers: OwnDataAnswer[] = [];
    let connection: Connection | null = null;
    try {
      const files = await bringData(name, folder);
      const home = { workspace: { id, label: stem }, calendar: { time_zone: timeZone } };
      writeFileSync(join(folder, "workspace.yaml"), withSchema(folder, writeDefinitions(home)));
      connection = await connect({ workspace: folder, server: null, token: null }, () => undefined);
      for (const file of files)
        answers.push(
          await takeIn(connection, folder, {
            source: { file },
            ...(time === undefined ? {} : { time }),
            ...(sheet === undefined ? {} : { format: { sheet } }),
          }),
        );
    } catch (error) {
      await connection?.close();
      connection = null;
      rmSync(folder, { recursive: true, force: true });
      throw error;
    } finally {
      await connection?.close();
    }
    context.write(context.json ? JSON.stringify({ folder, datasets: answers }) : answers.map(printProposal).join("\n"));
    if (!context.json) {
      const place = JSON.stringify(relative(".", folder) || ".").replace(/^"([\w./-]+)"$/, "$1");
      context.write(
        `Wrote ${folder}. Next:\n  npx sextant check --workspace ${place}\n  npx sextant serve --workspace ${place}`,
      );
    }
    return 0;
  },
};
