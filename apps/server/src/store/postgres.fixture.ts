import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";

/** A PostgreSQL server for tests; `fresh` makes an empty database and gives its URL. */
export interface TestPostgres {
  fresh(): Promise<string>;
  stop(): Promise<void>;
}

const newest = (): string | null => {
  const root = "/usr/lib/postgresql";
  if (!existsSync(root)) return null;
  const versions = readdirSync(root).sort((a, b) => Number(b) - Number(a));
  return versions.map((version) => join(root, version, "bin")).find((bin) => existsSync(join(bin, "initdb"))) ?? null;
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (typeof address !== "object" || address === null) throw new Error("no port");
  return address.port;
};

/** PostgreSQL refuses to run as root: give it the user its package made. */
const identity = (): { uid?: number; gid?: number } => {
  if (process.getuid?.() !== 0) return {};
  const number = (option: string): number => Number(execFileSync("id", [option, "postgres"], { encoding: "utf8" }));
  return { uid: number("-u"), gid: number("-g") };
};

const answers = async (url: string): Promise<boolean> => {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end();
  }
};

const databases = (admin: string, stop: () => Promise<void>): TestPostgres => {
  let made = 0;
  return {
    stop,
    fresh: async () => {
      made += 1;
      const name = `sextant_test_${process.pid}_${made}`;
      const client = new pg.Client({ connectionString: admin });
      await client.connect();
      await client.query(`drop database if exists ${name}`);
      await client.query(`create database ${name}`);
      await client.end();
      const url = new URL(admin);
      url.pathname = `/${name}`;
      return url.href;
    },
  };
};

/** The server at SEXTANT_TEST_POSTGRES, else a throw-away one of the Debian package; a reason when there is neither. */
export const startPostgres = async (): Promise<TestPostgres | string> => {
  const given = process.env.SEXTANT_TEST_POSTGRES;
  if (given !== undefined) return databases(given, async () => undefined);
  const bin = newest();
  if (bin === null) return "no PostgreSQL server is installed and SEXTANT_TEST_POSTGRES names none";
  const who = identity();
  const folder = mkdtempSync(join(tmpdir(), "sextant-postgres-"));
  if (who.uid !== undefined && who.gid !== undefined) chownSync(folder, who.uid, who.gid);
  const data = join(folder, "data");
  const options = { ...who, cwd: folder, stdio: "ignore" } as const;
  execFileSync(join(bin, "initdb"), ["-D", data, "-U", "sextant", "-A", "trust", "--no-sync", "-E", "UTF8"], options);
  const port = await freePort();
  const server = spawn(
    join(bin, "postgres"),
    ["-D", data, "-p", String(port), "-h", "127.0.0.1", "-k", folder, "-F"],
    options,
  );
  const url = `postgres://sextant@127.0.0.1:${port}/postgres`;
  for (let tries = 0; !(await answers(url)); tries += 1) {
    if (tries > 200) throw new Error("PostgreSQL does not answer");
    await new Promise((done) => setTimeout(done, 50));
  }
  return databases(url, async () => {
    server.kill("SIGINT");
    await once(server, "exit");
    rmSync(folder, { recursive: true, force: true });
  });
};
