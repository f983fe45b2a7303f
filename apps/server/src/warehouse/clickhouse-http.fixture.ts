import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { Session } from "chdb";

/** Parameters of a request's address that are no settings. */
const own = new Set(["query", "database", "query_id", "session_id", "default_format", "user", "password", "role"]);
/** Settings of the HTTP door itself, which the engine behind it does not know. */
const ofTheDoor = /^(wait_end_of_query|enable_http_compression|send_progress_in_http_headers|http_\w+)$/;

/** Bytes an address may have (`http_max_uri_size`). */
const longestAddress = 1_048_576;

const quoted = (text: string): string =>
  `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'").replaceAll("\0", "\\0")}'`;

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
};

/** The code and status of an engine's error, as a server says them (`HTTPHandler.cpp`). */
const failureOf = (error: unknown): { code: string; status: number; text: string } => {
  const text = error instanceof Error ? error.message : String(error);
  const code = /Code: (\d+)/.exec(text)?.[1] ?? "1002";
  const status =
    code === "159" ? 408 : ["60", "81"].includes(code) ? 404 : ["62", "70", "27"].includes(code) ? 400 : 500;
  return { code, status, text };
};

/**
 * The embedded engine behind ClickHouse's HTTP protocol: statements by POST, bound values as `param_x`, settings in the address,
 * `X-ClickHouse-*` headers, errors as a status with a code. For tests of what speaks to a server where there is none.
 */
export const openClickHouse = async (path: string, { user, password }: { user: string; password: string }) => {
  const sessions = new Map<string, Session>();
  /** Settings stick to a session, so that every set of them has one; a failed one leaves its output behind and goes. */
  const run = async (set: string, script: string, format: string): Promise<Buffer> => {
    const session = sessions.get(set) ?? new Session(path);
    sessions.set(set, session);
    try {
      return Buffer.from((await session.queryAsync(`${set}${script}`, { format })).bytes());
    } catch (error) {
      sessions.delete(set);
      session.close();
      throw error;
    }
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { searchParams } = new URL(request.url ?? "/", "http://localhost");
    const id = searchParams.get("query_id") ?? "";
    const expected = `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
    if (request.headers.authorization !== expected) {
      response.writeHead(403, { "X-ClickHouse-Exception-Code": "516" });
      response.end("Code: 516. DB::Exception: default: Authentication failed. (AUTHENTICATION_FAILED)\n");
      return;
    }
    const body = await bodyOf(request);
    const asked = searchParams.get("query");
    const settings = [...searchParams].filter(([name]) => !own.has(name) && !ofTheDoor.test(name));
    const stated = settings
      .filter(([name]) => !name.startsWith("param_"))
      .map(([name, value]) => `SET ${name} = ${quoted(value)}; `);
    const bound = settings
      .filter(([name]) => name.startsWith("param_"))
      .map(([name, value]) => `${name} = ${quoted(value)}`);
    const use = `SET max_query_size = 4000000; USE ${searchParams.get("database") ?? "default"}; `;
    const script = `${bound.length === 0 ? "" : `SET ${bound.join(", ")}; `}${asked === null ? body : `${asked}\n${body}`}`;
    const format = searchParams.get("default_format") ?? "TabSeparated";
    try {
      const bytes = await run(`${use}${stated.join("")}`, script, format);
      const summary = JSON.stringify({
        read_rows: "0",
        read_bytes: "0",
        written_rows: "0",
        written_bytes: "0",
        result_rows: "0",
      });
      response.writeHead(200, {
        "X-ClickHouse-Query-Id": id,
        "X-ClickHouse-Format": format,
        "X-ClickHouse-Summary": summary,
      });
      response.end(bytes);
    } catch (error) {
      const { code, status, text } = failureOf(error);
      response.writeHead(status, { "X-ClickHouse-Query-Id": id, "X-ClickHouse-Exception-Code": code });
      response.end(`${text}\n`);
    }
  };

  const server = createServer(
    { maxHeaderSize: longestAddress },
    (request, response) => void answer(request, response),
  ).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The door has no port.");
  return {
    url: `http://${user}:${encodeURIComponent(password)}@127.0.0.1:${address.port}/sextant`,
    stop: async (): Promise<void> => {
      server.closeAllConnections();
      server.close();
      for (const session of sessions.values()) session.close();
    },
  };
};
