import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";

const internal = new BlockList();
for (const [net, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const)
  internal.addSubnet(net, prefix, "ipv4");
for (const [net, prefix] of [
  ["::", 127],
  ["64:ff9b::", 96],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
] as const)
  internal.addSubnet(net, prefix, "ipv6");

/** Whether an IP address lies inside a network, on this machine, or nowhere (RFC 1918, 4193, 6598, 6890). */
export const isInternal = (address: string): boolean => {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return internal.check(mapped, "ipv4");
  if (/^::ffff:/i.test(address)) return true;
  return internal.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
};

/** Finds the address to connect to; throws an Error that says why there is none that may be reached. */
export type Guard = (host: string, port: number) => Promise<{ address: string; family: 4 | 6 }>;

/**
 * A guard that refuses addresses inside the network, except hosts (`name` or `name:port`) the configuration names. The
 * address it gives is the one to connect to, so that a name cannot change its meaning in between.
 */
export const openGuard =
  (allowed: readonly string[]): Guard =>
  async (host, port) => {
    const name = host.replace(/^\[|\]$/g, "").toLowerCase();
    const found = isIP(name) === 0 ? await lookup(name) : { address: name, family: isIP(name) };
    const isAllowed = allowed.includes(name) || allowed.includes(`${name}:${port}`);
    if (!isAllowed && isInternal(found.address))
      throw new Error(`${host} is inside this network; name it in SEXTANT_INTERNAL_HOSTS to allow it`);
    return { address: found.address, family: found.family === 6 ? 6 : 4 };
  };
