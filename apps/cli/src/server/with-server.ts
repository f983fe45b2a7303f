import type { Context } from "../verb.ts";
import { type Connection, connect } from "./connect.ts";

/** Says which datasets could not be read: their numbers are missing or old. */
export const sayUnreadable = async ({ client }: Connection, context: Context): Promise<void> => {
  const { datasets } = await client("datasets", {});
  for (const { id, problem } of datasets) if (problem !== null) context.say(`Dataset ${id} was not read: ${problem}`);
};

/** Runs some work against a server and ends the server when it was started for this. */
export const withServer = async <T>(context: Context, work: (connection: Connection) => Promise<T>): Promise<T> => {
  const connection = await connect(context.settings(), (text) => context.say(text));
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
};
