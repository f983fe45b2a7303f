import { spawn } from "node:child_process";
import { serverCommand } from "../config.ts";
import { textOption, type Verb } from "../verb.ts";

/** Runs the server in the foreground until it is told to stop. */
export const serve: Verb = {
  name: "serve",
  summary: "Run the server on this workspace",
  options: [
    { flags: "--host <address>", description: "Address to listen on (127.0.0.1)" },
    { flags: "--port <port>", description: "Port to listen on (4004)" },
    { flags: "--data <folder>", description: "Where facts and records are kept (.sextant inside the workspace)" },
  ],
  examples: ["sextant serve", "sextant serve --workspace my-kpis --port 8080"],
  run: (context) => {
    const { node, main } = serverCommand();
    const passed = ["host", "port", "data"].flatMap((name) => {
      const value = textOption(context, name);
      return value === undefined ? [] : [`--${name}`, value];
    });
    const child = spawn(node, [main, "--workspace", context.settings().workspace, ...passed], { stdio: "inherit" });
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
    return new Promise((done) => child.once("exit", (code) => done(code ?? 1)));
  },
};
