import { Agent, get, type IncomingHttpHeaders } from "node:http";

/** What a load was answered with. */
export interface LoadResult {
  /** Milliseconds from the moment a request should have been sent to the last byte of its answer. */
  latencies: number[];
  /** How many answers had each status; 0 counts failures. */
  statuses: Record<number, number>;
  /** Bytes of one answer's body as sent. */
  bytes: number;
  /** Milliseconds each request was sent late because this process did not get its turn: what the machine itself costs. */
  lateness: number[];
}

const once = (
  url: string,
  agent: Agent,
  headers: Record<string, string>,
): Promise<{ status: number; bytes: number; headers: IncomingHttpHeaders }> =>
  new Promise((resolve) => {
    const failed = () => resolve({ status: 0, bytes: 0, headers: {} });
    const request = get(url, { agent, headers }, (response) => {
      let bytes = 0;
      response.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, bytes, headers: response.headers }));
      response.on("error", failed);
    });
    request.on("error", failed);
  });

/** The headers of one answer. */
export const headersOf = async (url: string, headers: Record<string, string>): Promise<IncomingHttpHeaders> => {
  const agent = new Agent();
  const answer = await once(url, agent, headers);
  agent.destroy();
  return answer.headers;
};

/**
 * Sends requests at a steady rate whether or not earlier ones have been answered, and measures from the moment each should
 * have been sent: a slow answer makes the ones behind it slow too, and nothing is left out.
 */
export const openLoop = async (
  url: string,
  { rate, seconds, headers }: { rate: number; seconds: number; headers: Record<string, string> },
): Promise<LoadResult> => {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const result: LoadResult = { latencies: [], statuses: {}, bytes: 0, lateness: [] };
  const total = rate * seconds;
  const answers: Promise<void>[] = [];
  const started = performance.now() + 100;
  const send = async (due: number): Promise<void> => {
    result.lateness.push(performance.now() - due);
    const { status, bytes } = await once(url, agent, headers);
    result.latencies.push(performance.now() - due);
    result.statuses[status] = (result.statuses[status] ?? 0) + 1;
    result.bytes = bytes;
  };
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      while (answers.length < total) {
        const due = started + (answers.length * 1000) / rate;
        if (due > performance.now()) return;
        answers.push(send(due));
      }
      clearInterval(timer);
      resolve();
    }, 1);
  });
  await Promise.all(answers);
  agent.destroy();
  return result;
};
