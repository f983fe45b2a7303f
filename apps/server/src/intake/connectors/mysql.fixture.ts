import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import mysql from "mysql2/promise";

/** A MariaDB server for tests: an empty database, and how to reach it. */
export interface TestMysql {
  port: number;
  /** Runs statements as the administrator in the database `shop`. */
  run(sql: string): Promise<void>;
  stop(): Promise<void>;
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (typeof address !== "object" || address === null) throw new Error("no port");
  return address.port;
};

/** MariaDB refuses to run as root: give it the user its package made. */
const identity = (): { uid?: number; gid?: number } => {
  if (process.getuid?.() !== 0) return {};
  const number = (option: string): number => Number(execFileSync("id", [option, "mysql"], { encoding: "utf8" }));
  return { uid: number("-u"), gid: number("-g") };
};

/** A throw-away server of the Debian package `mariadb-server`; a reason when it is not installed. */
export const startMysql = async (): Promise<TestMysql | string> => {
  const [daemon, install] = ["/usr/sbin/mariadbd", "/usr/bin/mariadb-install-db"];
  if (!existsSync(daemon) || !existsSync(install)) return "no MariaDB server is installed (Debian: mariadb-server)";
  const who = identity();
  const folder = mkdtempSync(join(tmpdir(), "sextant-mysql-"));
  if (who.uid !== undefined && who.gid !== undefined) chownSync(folder, who.uid, who.gid);
  const [data, socket, port] = [join(folder, "data"), join(folder, "socket"), await freePort()];
  const options = { ...who, cwd: folder, stdio: "ignore" } as const;
  execFileSync(
    install,
    ["--no-defaults", `--datadir=${data}`, "--auth-root-authentication-method=normal", "--skip-test-db"],
    options,
  );
  const server = spawn(
    daemon,
    [
      "--no-defaults",
      `--datadir=${data}`,
      `--socket=${socket}`,
      `--port=${port}`,
      "--bind-address=127.0.0.1",
      "--default-time-zone=+09:00",
    ],
    options,
  );
  const connect = () => mysql.createConnection({ socketPath: socket, user: "root", multipleStatements: true });
  for (let tries = 0; ; tries += 1) {
    try {
      const connection = await connect();
      await connection.query("create database shop");
      await connection.end();
      break;
    } catch (error) {
      if (tries > 200) throw error;
      await new Promise((done) => setTimeout(done, 50));
    }
  }
  return {
    port,
    run: async (sql) => {
      const connection = await connect();
      await connection.query(`use shop; ${sql}`);
      await connection.end();
    },
    stop: async () => {
      server.kill("SIGTERM");
      await once(server, "exit");
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
