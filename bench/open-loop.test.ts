import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { expect, test } from "vitest";
import { openLoop } from "./open-loop.ts";

const listen = async (answer: (response: ServerResponse) => void) => {
  const server = createServer((_request, response) => answer(response)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return { server, url: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}` };
};

test("requests go on while the server stands still, and every one of them counts the wait", async () => {
  const total = 20;
  const held: ServerResponse[] = [];
  const { server, url } = await listen((response) => {
    held.push(response);
    if (held.length === total) for (const one of held) one.end("late");
  });
  const { latencies, statuses, bytes } = await openLoop(url, { rate: total, seconds: 1, headers: {} });
  server.close();
  expect(statuses).toEqual({ 200: total });
  expect(bytes).toBe(4);
  expect(latencies).toHaveLength(total);
  // The first was due 19 intervals of 50 ms before the last was sent.
  expect(Math.max(...latencies)).toBeGreaterThanOrEqual(19 * 50);
});

test("a connection that breaks is an answer without a status", async () => {
  const { server, url } = await listen((response) => response.destroy());
  const { statuses } = await openLoop(url, { rate: 5, seconds: 1, headers: {} });
  server.close();
  expect(statuses).toEqual({ 0: 5 });
});
