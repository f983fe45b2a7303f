import { formatQueryParams } from "@clickhouse/client-common";
import { createChdbConnection } from "chdb/connection";

type Connection = ReturnType<typeof createChdbConnection>;

/** A connection for the official client, and the engine's own way to take lines in. */
export interface Session extends Pick<Connection, "query" | "command" | "exec" | "insert" | "ping" | "close"> {
  /** Inserts lines beside a statement; rejects as the engine does. */
  rawInsert(insert: Parameters<Connection["chdb"]["rawInsert"]>[0]): Promise<void>;
}
type Asked = Parameters<Session["query"]>[0];
type Settings = NonNullable<Asked["clickhouse_settings"]>;

/** The text of an SQL string: everything that could end it or begin an escape is escaped. */
const quoted = (text: string): string =>
  `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'").replaceAll("\0", "\\0")}'`;

/**
 * Bound values as settings of the session, which is how the engine keeps them. The binding has a call of its own for them, but lets only
 * one such statement run at a time in the whole process, whatever its connection.
 */
const bindings = (parameters: Asked["query_params"] = {}): string[] =>
  Object.entries(parameters).map(([name, value]) => {
    if (!/^\w+$/.test(name)) throw new Error(`${JSON.stringify(name)} is no name of a bound value.`);
    return `param_${name} = ${quoted(formatQueryParams({ value }))}`;
  });

/** The engine reads 256 KiB of a statement: bound values longer than this many characters go through its own call. */
const longestBound = 100_000;

/**
 * A connection of the embedded engine that binds values in its session and states only the settings that changed since its last
 * statement: each costs a statement of its own there.
 */
export const openSession = (path: string): Session => {
  const connection = createChdbConnection({ path });
  let stated: Settings = {};

  /** After a failure it is not known how far the engine came, so everything is stated again. */
  const sure = async <T>(settings: Settings, work: Promise<T>): Promise<T> => {
    try {
      const done = await work;
      stated = { ...stated, ...settings };
      return done;
    } catch (error) {
      stated = {};
      throw error;
    }
  };
  const changed = (settings: Settings = {}): Settings =>
    Object.fromEntries(Object.entries(settings).filter(([name, value]) => stated[name] !== value));
  const told = <T extends Asked>(asked: T): T => {
    const bound = bindings(asked.query_params).join(", ");
    const settled = { ...asked, clickhouse_settings: changed(asked.clickhouse_settings) };
    if (bound === "" || bound.length > longestBound) return settled;
    return { ...settled, query: `SET ${bound}; ${asked.query}`, query_params: undefined };
  };
  const keep = ({ clickhouse_settings: settings = {} }: Asked): Settings => settings;
  return {
    query: (asked) => sure(keep(asked), connection.query(told(asked))),
    command: (asked) => sure(keep(asked), connection.command(told(asked))),
    exec: (asked) => sure(keep(asked), connection.exec(told(asked))),
    insert: (asked) => sure(keep(asked), connection.insert(told(asked))),
    rawInsert: async (insert) => {
      // It leaves its settings on the connection, or not: the next statement states its own.
      stated = {};
      await connection.chdb.rawInsert(insert);
    },
    ping: (asked) => connection.ping(asked),
    close: () => connection.close(),
  };
};
