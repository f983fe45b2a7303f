import { describe, expect, it } from "vitest";
import { checkHost, isForeign, isLoopback } from "./origin.ts";

const request = (headers: Record<string, string>) => ({
  method: "POST",
  host: "127.0.0.1:4004",
  protocol: "http",
  headers,
});

describe("a request", () => {
  it.each([
    [{ "sec-fetch-site": "cross-site" }, true],
    [{ "sec-fetch-site": "same-site" }, true],
    [{ "sec-fetch-site": "same-origin" }, false],
    [{ "sec-fetch-site": "none" }, false],
    [{ origin: "http://evil.example" }, true],
    [{ origin: "null" }, true],
    [{ origin: "https://127.0.0.1:4004" }, true],
    [{ origin: "http://127.0.0.1:4005" }, true],
    [{ origin: "http://127.0.0.1:4004" }, false],
    [{ "sec-fetch-site": "cross-site", origin: "http://127.0.0.1:4004" }, true],
    [{}, false],
  ])("with %o is foreign: %s", (headers, foreign) => {
    expect(isForeign(request(headers as Record<string, string>))).toBe(foreign);
  });
});

describe("a server for this machine", () => {
  it.each(["localhost:4004", "127.0.0.1:4004", "[::1]:4004", "LOCALHOST", "kpi.example.org"])(
    "answers to %s",
    (host) => {
      expect(() => checkHost(host, "127.0.0.1", ["kpi.example.org"])).not.toThrow();
    },
  );

  it.each(["evil.example:4004", "127.0.0.1.evil.example", "", "localhost.evil.example:4004", "192.168.1.7:4004"])(
    "does not answer to %j, which may be a name pointed at it",
    (host) => {
      expect(() => checkHost(host, "127.0.0.1", [])).toThrowError(expect.objectContaining({ code: "not_allowed" }));
    },
  );

  it("is told from one that others reach", () => {
    expect(["127.0.0.1", "127.9.9.9", "::1", "localhost"].map(isLoopback)).toEqual([true, true, true, true]);
    expect(["0.0.0.0", "::", "10.0.0.1", "127.0.0.1.evil", "example.org"].map(isLoopback)).toEqual(
      Array(5).fill(false),
    );
    expect(() => checkHost("anything", "0.0.0.0", [])).not.toThrow();
  });
});
