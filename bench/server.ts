import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { root } from "../tools/node24.mjs";

/** The dashboard every benchmark asks for. */
export const dashboardPath = "/v1/dashboards/control";

const longestStart = 180_000;

/** A server process over the example. */
export interface ServerProcess {
  url: string;
  process: ChildProcess;
  stop(): Promise<void>;
}

/** Runs work with a data directory of its own, which is deleted afterwards. */
export const withData = async <T>(work: (data: string) => Promise<T>): Promise<T> => {
  const data = await mkdtemp(join(tmpdir(), "sextant-bench-"));
  try {
    return await work(data);
  } finally {
    await rm(data, { recursive: true, force: true });
  }
};

/** A port nobody listens on at this moment. */
export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("There is no free port.");
  return address.port;
};

/** The process that holds a data directory: behind `npm start` it is not the one that was spawned. */
const pidIn = (data: string): number | undefined => {
  const path = join(data, "server.json");
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as { pid: number }).pid : undefined;
};

/** Starts a server by a command that takes the server's flags; it is not waited for. */
export const spawnServer = async (
  command: readonly [program: string, ...args: string[]],
  data: string,
): Promise<ServerProcess> => {
  const port = await freePort();
  const [program, ...args] = command;
  const child = spawn(program, [...args, "--data", data, "--port", String(port)], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, SEXTANT_LOG_LEVEL: "error" },
  });
  const ended = once(child, "exit");
  const kill = () => void child.kill("SIGKILL");
  process.on("exit", kill);
  return {
    url: `http://127.0.0.1:${port}`,
    process: child,
    stop: async () => {
      const pid = pidIn(data) ?? child.pid;
      if (pid !== undefined && child.exitCode === null) process.kill(pid, "SIGTERM");
      await ended;
      process.off("exit", kill);
    },
  };
};

/** The server's own entry, without what `npm start` does before. */
export const plainServer = [
  process.execPath,
  "--disable-warning=ExperimentalWarning",
  join(root, "apps/server/src/main.ts"),
] as const;

/** Asks until the address answers 200; gives the body. Throws when the server ends or takes too long. */
export const answerOf = async (server: ServerProcess, path: string): Promise<string> => {
  const started = performance.now();
  while (performance.now() - started < longestStart) {
    if (server.process.exitCode !== null) throw new Error(`The server ended with ${server.process.exitCode}.`);
    const response = await fetch(server.url + path).catch(() => undefined);
    const body = await response?.text();
    if (response?.status === 200 && body !== undefined) return body;
    await sleep(10);
  }
  throw new Error(`No answer from ${path} within ${longestStart / 1000} s.`);
};

/** What the server says about itself, by the name of the metric. */
export const gauges = async (server: ServerProcess): Promise<(name: string) => number> => {
  const text = await answerOf(server, "/metrics");
  return (name) => Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1]);
};

/** Waits until the definitions and the data of the workspace are there. */
export const untilReady = async (server: ServerProcess): Promise<void> => {
  while (!(await answerOf(server, "/readyz")).includes('"ready"')) await sleep(50);
};

/** Runs work with a server that has loaded the example, in a process and a data directory of its own. */
export const withServer = <T>(work: (server: ServerProcess) => Promise<T>): Promise<T> =>
  withData(async (data) => {
    const server = await spawnServer(plainServer, data);
    try {
      await untilReady(server);
      return await work(server);
    } finally {
      await server.stop();
    }
  });
