import { Problem } from "@sextant/model/problem/problem";
import type { FastifyInstance } from "fastify";
import type { Access } from "../access/access.ts";
import { isLoopback } from "./origin.ts";

/** Throws `unsafe_address` when anyone but this machine could reach a server that has no account yet. */
export const checkAddress = async (host: string, access: Access): Promise<void> => {
  if (isLoopback(host) || !(await access.needsSetup())) return;
  throw new Problem(
    "unsafe_address",
    `${host} can be reached from other machines, and no account protects this workspace.`,
    {
      hint: "Start once on 127.0.0.1, create the owner with the setup link, then start with --host again.",
    },
  );
};

const problems: Record<string, (host: string, port: number) => Problem> = {
  EADDRINUSE: (host, port) =>
    new Problem("port_in_use", `Port ${port} on ${host} is in use by another program.`, {
      hint: `Stop that program, or choose another port: --port ${port + 1}.`,
    }),
  EACCES: (_host, port) =>
    new Problem("port_in_use", `This user may not listen on port ${port}.`, {
      hint: "Choose a port above 1023 with --port.",
    }),
  EADDRNOTAVAIL: (host) =>
    new Problem("invalid_request", `This machine has no address ${host}.`, {
      hint: "Name one of its addresses with --host.",
    }),
  ENOTFOUND: (host) =>
    new Problem("invalid_request", `There is no address named ${host}.`, {
      hint: "Name one of this machine's addresses with --host.",
    }),
};

/** Listens and gives the URL people open; throws `port_in_use` and its like with what to do. */
export const listen = async (app: FastifyInstance, host: string, port: number): Promise<string> => {
  try {
    await app.listen({ host, port });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    throw problems[code]?.(host, port) ?? error;
  }
  const bound = app.server.address();
  const name = host === "0.0.0.0" || host === "::" ? "localhost" : host.includes(":") ? `[${host}]` : host;
  return `http://${name}:${typeof bound === "object" && bound !== null ? bound.port : port}`;
};
