import { Problem } from "@sextant/model/problem/problem";

/** What of a request tells which page it came from. */
export interface Origin {
  method: string;
  /** The host this request was sent to, port included. */
  host: string;
  protocol: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
}

const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/** Whether a method may change something. */
export const changes = (method: string): boolean => !safeMethods.has(method);

const headerOf = ({ headers }: Origin, name: string): string | null => {
  const value = headers[name];
  return typeof value === "string" ? value : null;
};

/** Whether a browser says that another site made this request. Programs that are no browsers send neither header. */
export const isForeign = (request: Origin): boolean => {
  const site = headerOf(request, "sec-fetch-site");
  if (site !== null) return site !== "same-origin" && site !== "none";
  const origin = headerOf(request, "origin");
  return origin !== null && origin !== `${request.protocol}://${request.host}`;
};

const nameOf = (host: string): string => host.replace(/:\d+$/, "").toLowerCase();

const loopbackNames = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Whether an address is one that only this machine reaches. */
export const isLoopback = (address: string): boolean =>
  address === "localhost" || address === "::1" || /^127(\.\d{1,3}){3}$/.test(address);

/**
 * Throws when a server for this machine is addressed by another name: a foreign page whose name was pointed at 127.0.0.1
 * (DNS rebinding) would else be of the same origin.
 */
export const checkHost = (host: string, address: string, allowed: readonly string[]): void => {
  const name = nameOf(host);
  if (!isLoopback(address) || loopbackNames.has(name) || name === address.toLowerCase() || allowed.includes(name))
    return;
  throw new Problem("not_allowed", "This server answers to localhost only, not to the name it was called by.", {
    hint: "Behind a reverse proxy, name its host in SEXTANT_ALLOWED_HOSTS.",
  });
};
