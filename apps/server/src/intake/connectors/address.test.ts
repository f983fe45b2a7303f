import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addressFor, isSpecial, type Resolve } from "./address.ts";
import { download } from "./download.ts";

const answering =
  (...addresses: string[]): Resolve =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));

describe("A URL source", () => {
  it.each([
    "http://127.0.0.1/",
    "http://127.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0.0.0.0/",
    "http://10.1.2.3/",
    "http://172.31.255.255/",
    "http://192.168.0.1/",
    "http://100.64.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://[::1]/",
    "http://[::]/",
    "http://[fe80::1]/",
    "http://[fd00:ec2::254]/",
    "http://[::ffff:169.254.169.254]/",
    "http://[::ffff:7f00:1]/",
    "http://[64:ff9b::a9fe:a9fe]/",
    "http://[2002:7f00:1::]/",
    "http://localhost/",
  ])("does not reach %s", async (url) => {
    await expect(addressFor(new URL(url), [])).rejects.toThrow(/private network/);
  });

  it("does not reach a public name that leads to a private address, even among public ones", async () => {
    const url = new URL("https://example.org/");
    await expect(addressFor(url, [], answering("169.254.169.254"))).rejects.toThrow(/private network/);
    await expect(addressFor(url, [], answering("93.184.215.14", "10.0.0.1"))).rejects.toThrow(/private network/);
    expect(await addressFor(url, [], answering("93.184.215.14"))).toEqual({ address: "93.184.215.14", family: 4 });
  });

  it.each(["file:///etc/passwd", "ftp://example.org/x", "gopher://example.org/"])("does not read %s", async (url) => {
    await expect(addressFor(new URL(url), [])).rejects.toThrow(/is not read/);
  });

  it("reaches a private host that whoever runs the server allows, by that name only", async () => {
    const inside = answering("10.0.0.5");
    expect(await addressFor(new URL("http://reports.lan/"), ["reports.lan"], inside)).toMatchObject({
      address: "10.0.0.5",
    });
    await expect(addressFor(new URL("http://other.lan/"), ["reports.lan"], inside)).rejects.toThrow(/private network/);
  });

  it("takes addresses of the internet for what they are", () => {
    expect(["8.8.8.8", "172.32.0.1", "192.167.255.255", "2606:4700::1111"].map(isSpecial)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});

describe("A download", () => {
  let server: Server;
  let port: number;
  const folder = mkdtempSync(join(tmpdir(), "sextant-download-"));
  const path = join(folder, "it");
  const get = (url: string, extra: Partial<Parameters<typeof download>[2]> = {}) =>
    download(new URL(url), path, {
      label: "Sheet",
      allowedHosts: [],
      limit: 1000,
      signal: new AbortController().signal,
      ...extra,
    });

  beforeAll(async () => {
    server = createServer((request, answer) => {
      if (request.url === "/inside") return void answer.writeHead(302, { location: "http://169.254.169.254/" }).end();
      if (request.url === "/round") return void answer.writeHead(302, { location: "/round" }).end();
      if (request.url === "/big") return void answer.end("x".repeat(2000));
      if (request.url === "/gone") return void answer.writeHead(404).end();
      answer.end(`day,amount\n2026-01-01,${request.headers.host}\n`);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    ({ port } = server.address() as AddressInfo);
  });
  afterAll(() => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("goes to the address that was checked, whatever the name leads to afterwards", async () => {
    const answers = [["127.0.0.1"], ["169.254.169.254"]];
    let asked = 0;
    const resolve: Resolve = () => answering(...(answers[asked++] ?? []))("");
    const name = `rebound.example:${port}`;
    await get(`http://${name}/`, { allowedHosts: [name], resolve });
    expect(readFileSync(path, "utf8")).toContain(name);
    expect(asked).toBe(1);
  });

  it("does not follow a redirect inside", async () => {
    await expect(get(`http://127.0.0.1:${port}/inside`, { allowedHosts: ["127.0.0.1"] })).rejects.toThrow(
      /169\.254\.169\.254 is an address of a private/,
    );
  });

  it.each([
    ["/round", /only leads on/],
    ["/big", /larger than 1000 bytes/],
    ["/gone", /answers 404/],
  ])("of %s ends with a sentence", async (where, sentence) => {
    await expect(get(`http://127.0.0.1:${port}${where}`, { allowedHosts: ["127.0.0.1"] })).rejects.toThrow(sentence);
  });
});
