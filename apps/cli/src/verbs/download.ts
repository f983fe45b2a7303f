import { createWriteStream } from "node:fs";
import { basename, extname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Problem } from "@sextant/model/problem/problem";

const extensions: Record<string, string> = {
  "text/csv": ".csv",
  "text/tab-separated-values": ".tsv",
  "application/json": ".json",
  "application/x-ndjson": ".ndjson",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
  "application/vnd.apache.parquet": ".parquet",
};

/** Downloads a file into a folder; answers its name. Throws source_unreadable when the address does not give it. */
export const download = async (url: string, folder: string): Promise<string> => {
  const fault = (detail: string, cause?: unknown): Problem =>
    new Problem("source_unreadable", `${url}: ${detail}`, {
      hint: "Check the address, or download the file yourself.",
      cause,
    });
  const reply = await fetch(url).catch((cause: unknown) => {
    throw fault("it cannot be reached.", cause);
  });
  if (!reply.ok || reply.body === null) throw fault(`the server answered ${reply.status}.`);
  const type = (reply.headers.get("content-type") ?? "").split(";")[0]?.trim() ?? "";
  const last =
    basename(new URL(reply.url).pathname)
      .replace(/[^\w.-]+/g, "-")
      .replace(/^[.-]+/, "") || "data";
  const name = extname(last) === "" ? `${last}${extensions[type] ?? ".csv"}` : last;
  await pipeline(Readable.fromWeb(reply.body), createWriteStream(join(folder, name)));
  return name;
};
