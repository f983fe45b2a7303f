import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import { Problem } from "@sextant/model/problem/problem";
import { exportOssie } from "@sextant/semantic/interchange/ossie/export";
import { readWorkspace, type WorkspaceFile } from "@sextant/semantic/read/read";
import { writeNew } from "../interchange-files.ts";
import { notesText } from "../print/notes.ts";
import { withServer } from "../server/with-server.ts";
import { type Context, textOption, type Verb } from "../verb.ts";

const inside = (folder: string, path: string): string => {
  const target = resolve(folder, path);
  if (target.startsWith(resolve(folder) + sep)) return target;
  throw new Problem("invalid_request", `The server sent a file outside the folder: ${path}.`);
};

const asOssie = (context: Context, files: readonly WorkspaceFile[]): void => {
  const { catalog, findings } = readWorkspace(files);
  if (catalog === null) throw new Problem("invalid_definitions", "The applied definitions have errors.", { findings });
  const { text, notes } = exportOssie(catalog);
  const out = textOption(context, "out");
  if (out === undefined) {
    context.write(context.json ? JSON.stringify({ text, notes }) : text.trimEnd());
    context.say(notesText(notes, false));
    return;
  }
  writeNew(".", [{ path: out, text }], context.options.force === true);
  if (context.json) context.write(JSON.stringify({ file: out, notes }));
  context.say(`${notesText(notes, context.color)}\nWrote ${out}.`);
};

const asYaml = (context: Context, files: readonly WorkspaceFile[]): void => {
  const out = textOption(context, "out");
  if (context.json) context.write(JSON.stringify({ files }));
  else if (out === undefined)
    context.write(files.map(({ path, text }) => `# ${path}\n${text.trimEnd()}`).join("\n---\n"));
  if (out === undefined) return;
  for (const { path, text } of files) {
    const target = inside(out, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(join(target), text);
  }
  context.say(`Wrote ${files.length} ${files.length === 1 ? "file" : "files"} into ${out}.`);
};

/** Writes the definitions the server holds, as YAML files or as an Ossie document. */
export const exportVerb: Verb = {
  name: "export",
  summary: "Write the applied definitions as YAML, or as an Apache Ossie document for other tools",
  options: [
    {
      flags: "--out <path>",
      description:
        "Folder to write the files into, files of the same name are replaced; for ossie the file to write. Standard output when not given",
    },
    { flags: "--format <format>", description: "yaml (when not given) or ossie" },
    { flags: "--force", description: "Replace the Ossie file when it is there already" },
  ],
  examples: ["sextant export", "sextant export --out backup/", "sextant export --format ossie --out model.yaml"],
  run: async (context) => {
    const format = textOption(context, "format") ?? "yaml";
    if (format !== "yaml" && format !== "ossie")
      throw new Problem("unsupported_format", `\`${format}\` is no known format.`, { hint: "Write yaml or ossie." });
    const { files } = await withServer(context, ({ client }) => client("exportDefinitions", {}));
    if (format === "ossie") asOssie(context, files);
    else asYaml(context, files);
    return 0;
  },
};
