import { ClickHouseLogLevel, createClient } from "@clickhouse/client";
import { Problem } from "@sextant/model/problem/problem";
import { type EngineClient, engineWarehouse } from "./engine.ts";
import type { Warehouse } from "./warehouse.ts";

/** Statements a server may be asked at once, per lane. */
const concurrency = { interactive: 8, background: 4, upkeep: 2 };

interface Server {
  url: string;
  username: string;
  password: string;
  database: string;
}

const readUrl = (text: string): Server => {
  const url = new URL(text);
  const database = decodeURIComponent(url.pathname.replaceAll("/", "")) || "sextant";
  if (!/^\w+$/.test(database)) {
    throw new Problem("invalid_request", `"${database}" is not a database name.`, {
      hint: "Write http://user:password@host:8123/database with letters, digits and _.",
    });
  }
  const server = {
    username: decodeURIComponent(url.username) || "default",
    password: decodeURIComponent(url.password),
    database,
  };
  return { ...server, url: `${url.protocol}//${url.host}` };
};

const connect = ({ url, username, password }: Server, database: string, connections: number): EngineClient =>
  createClient({
    url,
    username,
    password,
    database,
    max_open_connections: connections,
    request_timeout: 600_000,
    // What goes wrong is thrown, and told once where it is caught.
    log: { level: ClickHouseLogLevel.OFF },
  });

/** Opens a ClickHouse server or cluster over HTTP; the database is created when it is not there. */
export const openHttp = async (text: string): Promise<Warehouse> => {
  const server = readUrl(text);
  const first = connect(server, "default", 1);
  try {
    await first.command({ query: `CREATE DATABASE IF NOT EXISTS ${server.database}` });
  } catch (error) {
    throw new Problem("server_unreachable", "The ClickHouse server does not answer as it should.", {
      hint: "Check SEXTANT_WAREHOUSE: host, port, user and password.",
      cause: error,
    });
  } finally {
    await first.close();
  }
  const clients = (statements: number): EngineClient[] => {
    const client = connect(server, server.database, statements);
    return Array.from({ length: statements }, () => client);
  };
  return engineWarehouse({
    clients: {
      interactive: clients(concurrency.interactive),
      background: clients(concurrency.background),
      upkeep: clients(concurrency.upkeep),
    },
    database: server.database,
    embedded: false,
  });
};
