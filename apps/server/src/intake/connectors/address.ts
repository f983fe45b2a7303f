import type { LookupAddress } from "node:dns";
import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";
import { Problem } from "@sextant/model/problem/problem";

/**
 * Addresses no URL of a source may lead to, from the registries of special-purpose addresses (RFC 6890 and its successors):
 * this host, private and shared networks, link-local (where clouds keep credentials), documentation, multicast, and the ways to write
 * an IPv4 address in IPv6.
 */
const special = { ipv4: new BlockList(), ipv6: new BlockList() };
const subnets: [string, number, "ipv4" | "ipv6"][] = [
  ["0.0.0.0", 8, "ipv4"],
  ["10.0.0.0", 8, "ipv4"],
  ["100.64.0.0", 10, "ipv4"],
  ["127.0.0.0", 8, "ipv4"],
  ["169.254.0.0", 16, "ipv4"],
  ["172.16.0.0", 12, "ipv4"],
  ["192.0.0.0", 24, "ipv4"],
  ["192.0.2.0", 24, "ipv4"],
  ["192.168.0.0", 16, "ipv4"],
  ["198.18.0.0", 15, "ipv4"],
  ["198.51.100.0", 24, "ipv4"],
  ["203.0.113.0", 24, "ipv4"],
  ["224.0.0.0", 3, "ipv4"],
  ["::", 96, "ipv6"],
  ["::ffff:0:0", 96, "ipv6"],
  ["64:ff9b::", 96, "ipv6"],
  ["64:ff9b:1::", 48, "ipv6"],
  ["100::", 64, "ipv6"],
  ["2001::", 23, "ipv6"],
  ["2001:db8::", 32, "ipv6"],
  ["2002::", 16, "ipv6"],
  ["fc00::", 7, "ipv6"],
  ["fe80::", 10, "ipv6"],
  ["fec0::", 10, "ipv6"],
  ["ff00::", 8, "ipv6"],
];
for (const [network, prefix, family] of subnets) special[family].addSubnet(network, prefix, family);

/** Whether an address is of a private or special network. One list would hold every IPv4 address to the rule of those written in IPv6. */
export const isSpecial = (address: string): boolean => {
  const family = isIP(address) === 6 ? "ipv6" : "ipv4";
  return special[family].check(address.replace(/%.*$/, ""), family);
};

/** Finds the addresses of a host, as the system does. */
export type Resolve = (host: string) => Promise<LookupAddress[]>;

const bySystem: Resolve = (host) => lookup(host, { all: true, verbatim: true });

/**
 * The one address to connect to for a URL. It is resolved here, once, and the connection goes to what was checked: a name that
 * answers differently the next time (DNS rebinding) gains nothing. Throws source_unreadable for addresses of private networks, unless the
 * host is allowed.
 */
export const addressFor = async (
  url: URL,
  allowedHosts: readonly string[],
  resolve: Resolve = bySystem,
): Promise<LookupAddress> => {
  if (url.protocol !== "https:" && url.protocol !== "http:")
    throw new Problem("source_unreadable", `${url.protocol} is not read.`, { hint: "Use an https address." });
  if (url.username !== "" || url.password !== "")
    throw new Problem("source_unreadable", "The address holds a user or a password.", { hint: "Take them out." });
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1").toLowerCase();
  const found = isIP(host) === 0 ? await resolved(host, resolve) : [{ address: host, family: isIP(host) }];
  const isAllowed = allowedHosts.includes(host) || allowedHosts.includes(url.host.toLowerCase());
  // One private address among public ones is as good as none.
  if (!isAllowed && found.some(({ address }) => isSpecial(address)))
    throw new Problem("source_unreadable", `${host} is an address of a private network, which is not read.`, {
      hint: "Whoever runs the server may allow it by name in SEXTANT_ALLOWED_SOURCES.",
    });
  const [first] = found;
  if (first === undefined) throw unknownHost(host);
  return first;
};

const unknownHost = (host: string, cause?: unknown): Problem =>
  new Problem("source_unreadable", `There is no host ${host}.`, { hint: "Check the address.", cause });

const resolved = async (host: string, resolve: Resolve): Promise<LookupAddress[]> => {
  try {
    return await resolve(host);
  } catch (error) {
    throw unknownHost(host, error);
  }
};
