import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import type { ServerProcess } from "../server.ts";
import { batchRows, rowsOf } from "./workspace.ts";

/** What a stretch of pushing gave. */
export interface Pushed {
  /** Acknowledged rows. */
  rows: number;
  seconds: number;
  /** Milliseconds from sending a batch to its acknowledgement. */
  acks: number[];
}

/** Sends one batch under a key; gives the status. */
const send = async (agent: Agent, server: ServerProcess, body: Buffer, key: string): Promise<number> => {
  const headers = {
    "content-type": "application/x-ndjson",
    "content-length": String(body.byteLength),
    "idempotency-key": key,
  };
  const sent = request(`${server.url}/v1/ingest/events`, { method: "POST", agent, headers });
  sent.end(body);
  const [reply] = (await once(sent, "response")) as [IncomingMessage];
  const parts = await reply.toArray();
  if (reply.statusCode !== 202)
    throw new Error(`A batch was refused: ${reply.statusCode} ${Buffer.concat(parts).toString()}`);
  return reply.statusCode;
};

/** Bodies are made once and sent again under other keys: the generator must not be what is measured. */
const bodies = (): Buffer[] =>
  Array.from({ length: 64 }, (_, batch) =>
    Buffer.from(
      rowsOf(batch, Date.now())
        .map((row) => JSON.stringify(row))
        .join("\n"),
    ),
  );

/** Pushes for so many seconds over so many connections, each sending its next batch when the last one is acknowledged; keys begin with `name`. */
export const push = async (
  server: ServerProcess,
  seconds: number,
  connections: number,
  name: string,
): Promise<Pushed> => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const made = bodies();
  const acks: number[] = [];
  const started = performance.now();
  let number = 0;
  const one = async (): Promise<void> => {
    while (performance.now() - started < seconds * 1000) {
      number += 1;
      const at = performance.now();
      await send(agent, server, made[number % made.length] ?? Buffer.alloc(0), `${name}-${number}`);
      acks.push(performance.now() - at);
    }
  };
  await Promise.all(Array.from({ length: connections }, one));
  agent.destroy();
  return { rows: acks.length * batchRows, seconds: (performance.now() - started) / 1000, acks };
};
