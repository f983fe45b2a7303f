import { type FeedMessage, type FeedState, listen } from "./listen.ts";

/** One stream for all tabs: browsers allow six connections to a server, so a stream per tab hangs the seventh. */
const ports = new Set<MessagePort>();
let state: FeedState = "connecting";
let stop: (() => void) | null = null;

const tell = (message: FeedMessage): void => {
  if (message.kind === "state") state = message.state;
  for (const port of ports) port.postMessage(message);
};

const leave = (port: MessagePort): void => {
  ports.delete(port);
  if (ports.size > 0) return;
  stop?.();
  stop = null;
  state = "connecting";
};

const join = (port: MessagePort): void => {
  ports.add(port);
  port.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (data === "bye") leave(port);
  };
  port.postMessage({ kind: "state", state } satisfies FeedMessage);
  stop ??= listen(tell);
};

self.addEventListener("connect", (event) => {
  for (const port of (event as MessageEvent).ports) join(port);
});
