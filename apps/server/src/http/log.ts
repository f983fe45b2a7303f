import { type DestinationStream, type Logger, pino } from "pino";

const secrets = [
  "req.headers.authorization",
  "req.headers.cookie",
  "*.password",
  "*.token",
  "*.secret",
  "headers.authorization",
];

/** One log line for a person's eyes; the JSON stays what programs get. */
const readable = (line: string): string => {
  const { time, level, msg, err, ...rest } = JSON.parse(line) as {
    time: number;
    level: number;
    msg?: string;
    err?: { stack?: string };
  } & Record<string, unknown>;
  const details = Object.entries(rest).filter(([name]) => name !== "pid" && name !== "hostname");
  const text = details.map(([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`);
  const head = `${new Date(time).toISOString().slice(11, 19)} ${pino.levels.labels[level] ?? level} ${msg ?? ""}`;
  return `${[head, ...text].join(" ")}${err?.stack ? `\n${err.stack}` : ""}\n`;
};

/** The server's log: JSON lines, or plain ones on a terminal. Secrets are taken out. */
export const openLog = (level: string, output: NodeJS.WriteStream): Logger => {
  const terminal: DestinationStream = { write: (line) => void output.write(readable(line)) };
  return pino({ level, redact: { paths: secrets, censor: "…" } }, output.isTTY ? terminal : output);
};
