import { createHash, randomUUID } from "node:crypto";
import { createWriteStream, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { extname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Problem } from "@sextant/model/problem/problem";
import { handleOf } from "@sextant/model/profile/handle";
import { isDiskFull } from "../warehouse/fault.ts";

/** Largest upload, bytes; and how long one that no definition names is kept, ms. */
const mostUpload = 2 * 1024 ** 3;
const keptFor = 7 * 86_400_000;

/** Files that people uploaded: in one folder of the data directory, by names made here. */
export interface Uploads {
  folder: string;
  /** Keeps a body as a file; answers its name. The same content under the same name is kept once. Throws too_large or disk_full. */
  keep(name: string, body: AsyncIterable<Uint8Array>): Promise<{ upload: string; bytes: number }>;
  /** Removes uploads that are old and none of those in use. */
  tidy(inUse: ReadonlySet<string>, now: number): void;
}

const limited = async function* (
  body: AsyncIterable<Uint8Array>,
  note: (chunk: Uint8Array) => void,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > mostUpload)
      throw new Problem("too_large", `The file is larger than ${mostUpload / 1024 ** 3} GB.`, {
        hint: "Put it into the workspace folder and name it there.",
      });
    note(chunk);
    yield chunk;
  }
};

/** Opens the folder of uploads. */
export const openUploads = (folder: string): Uploads => ({
  folder,
  keep: async (name, body) => {
    mkdirSync(folder, { recursive: true });
    const extension = extname(name).toLowerCase();
    if (!/^\.[a-z0-9]{1,10}$/.test(extension))
      throw new Problem(
        "unsupported_format",
        `${JSON.stringify(name.slice(0, 80))} has no extension that says its format.`,
      );
    const part = join(folder, `.${randomUUID()}.part`);
    const hash = createHash("sha256");
    let bytes = 0;
    try {
      const source = Readable.from(
        limited(body, (chunk) => {
          hash.update(chunk);
          bytes += chunk.byteLength;
        }),
      );
      await pipeline(source, createWriteStream(part, { mode: 0o600, flush: true }));
      if (bytes === 0) throw new Problem("invalid_request", "The file is empty.", { hint: "Choose a file with rows." });
      const stem = handleOf(name.slice(0, -extension.length).slice(0, 60), new Set()).replaceAll("_", "-");
      const upload = `${stem}-${hash.digest("hex").slice(0, 10)}${extension}`;
      renameSync(part, join(folder, upload));
      return { upload, bytes };
    } catch (error) {
      if (isDiskFull(error)) throw new Problem("disk_full", "There is no room left for the upload.", { cause: error });
      throw error;
    } finally {
      rmSync(part, { force: true });
    }
  },
  tidy: (inUse, now) => {
    mkdirSync(folder, { recursive: true });
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      if (!inUse.has(name) && now - statSync(path).mtimeMs > keptFor) rmSync(path, { force: true });
    }
  },
});
