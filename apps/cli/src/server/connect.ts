import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Client, createClient } from "@sextant/model/api/client";
import { Problem, type ProblemCode, problems } from "@sextant/model/problem/problem";
import { type Settings, serverCommand } from "../config.ts";

/** A server to talk to. `close` ends it when it was started for this command. */
export interface Connection {
  url: string;
  client: Client;
  close(): Promise<void>;
}

interface Running {
  url: string;
  token: string;
  pid: number;
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return cause instanceof Error && "code" in cause && cause.code === "EPERM";
  }
};

/** What a server says of itself; null when there is none, or what it left cannot be read. */
const readPresence = (path: string): Running | null => {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Running;
  } catch (error) {
    const missing = error instanceof Error && "code" in error && error.code === "ENOENT";
    if (missing || error instanceof SyntaxError) return null;
    throw error;
  }
};

const runningServer = (workspace: string): Running | null => {
  const running = readPresence(join(workspace, ".sextant", "server.json"));
  return running !== null && isAlive(running.pid) ? running : null;
};

const noHeaders: Record<string, string> = {};

const nothingToClose = (): Promise<void> => Promise.resolve();

const talkTo = (url: string, token: string | null): Client =>
  createClient(
    url.replace(/\/$/, ""),
    async (address, init) => {
      try {
        return await fetch(address, init as RequestInit);
      } catch (cause) {
        throw new Problem("server_unreachable", `No answer from ${url}.`, {
          hint: "Is the server running? Start it with `sextant serve`.",
          cause,
        });
      }
    },
    () => (token === null ? noHeaders : { authorization: `Bearer ${token}` }),
  );

const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

const stop = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null) return;
  const ended = new Promise<void>((done) => child.once("exit", () => done()));
  child.kill("SIGTERM");
  await ended;
};

const codes = Object.keys(problems) as ProblemCode[];

/** The problem a server ended with, from what it wrote: title, detail, hint, then findings. */
export const problemOfEnded = (errors: string): Problem => {
  const [title = "", detail = "", ...rest] = errors.trim().split("\n");
  const code = codes.find((one) => `${problems[one].title}.` === title);
  if (code === undefined || detail === "")
    return new Problem("server_unreachable", errors.trim() || "The server ended before it was ready.");
  return new Problem(code, detail, rest.length > 0 ? { hint: rest.join("\n    ") } : {});
};

const waitUntilReady = async (
  workspace: string,
  child: ChildProcess,
  errors: () => string,
  say: (text: string) => void,
): Promise<Running> => {
  for (let waited = 0; ; waited += 50) {
    if (child.exitCode !== null) throw problemOfEnded(errors());
    const running = runningServer(workspace);
    if (running !== null && running.pid === child.pid) {
      const ready = await fetch(`${running.url}/readyz`).then(
        (reply) => reply.ok,
        () => false,
      );
      if (ready) return running;
    }
    if (waited === 1000) say("loading data …");
    await sleep(50);
  }
};

const startTemporary = async (settings: Settings, say: (text: string) => void): Promise<Connection> => {
  const { node, main } = serverCommand();
  const child = spawn(node, [main, "--workspace", settings.workspace, "--port", "0", "--as-applied"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let errors = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    errors += chunk.toString("utf8");
  });
  try {
    const running = await waitUntilReady(settings.workspace, child, () => errors, say);
    return { url: running.url, client: talkTo(running.url, running.token), close: () => stop(child) };
  } catch (problem) {
    await stop(child);
    throw problem;
  }
};

/** The server named by the settings, else the one running on this workspace, else one started for this command. */
export const connect = async (settings: Settings, say: (text: string) => void): Promise<Connection> => {
  if (settings.server !== null)
    return { url: settings.server, client: talkTo(settings.server, settings.token), close: nothingToClose };
  const running = runningServer(settings.workspace);
  if (running !== null) return { url: running.url, client: talkTo(running.url, running.token), close: nothingToClose };
  return startTemporary(settings, say);
};
