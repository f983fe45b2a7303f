import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const bin = fileURLToPath(new URL("../bin/sextant.mjs", import.meta.url));

/** What a finished command left behind. */
export interface Finished {
  code: number;
  out: string;
  err: string;
}

/** Runs `sextant` as a user does and waits for its end. */
export const sextant = (folder: string, ...words: string[]): Promise<Finished> =>
  new Promise((done, fail) => {
    const child = spawn(process.execPath, [bin, ...words], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
    let out = "";
    let err = "";
    child.stdout.on("data", (chunk: Buffer) => {
      out += chunk.toString("utf8");
    });
    child.stderr.on("data", (chunk: Buffer) => {
      err += chunk.toString("utf8");
    });
    child.once("error", fail);
    child.once("close", (code) => done({ code: code ?? -1, out, err }));
  });
