import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import { Problem } from "@sextant/model/problem/problem";
import { withServer } from "../server/with-server.ts";
import { textOption, type Verb } from "../verb.ts";

const inside = (folder: string, path: string): string => {
  const target = resolve(folder, path);
  if (target.startsWith(resolve(folder) + sep)) return target;
  throw new Problem("invalid_request", `The server sent a file outside the folder: ${path}.`);
};

/** Writes the definitions the server holds as YAML files. */
export const exportVerb: Verb = {
  name: "export",
  summary: "Write the applied definitions as YAML, to standard output or into a folder",
  options: [
    {
      flags: "--out <folder>",
      description: "Folder to write the files into; existing files of the same name are replaced",
    },
  ],
  examples: ["sextant export", "sextant export --out backup/"],
  run: async (context) => {
    const { files } = await withServer(context, ({ client }) => client("exportDefinitions", {}));
    const out = textOption(context, "out");
    if (context.json) context.write(JSON.stringify({ files }));
    else if (out === undefined)
      context.write(files.map(({ path, text }) => `# ${path}\n${text.trimEnd()}`).join("\n---\n"));
    if (out !== undefined) {
      for (const { path, text } of files) {
        const target = inside(out, path);
        mkdirSync(dirname(target), { recursive: true });
        writeFileSync(join(target), text);
      }
      context.say(`Wrote ${files.length} ${files.length === 1 ? "file" : "files"} into ${out}.`);
    }
    return 0;
  },
};
