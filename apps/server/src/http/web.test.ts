import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fastify, { type FastifyInstance } from "fastify";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { secureHeaders } from "./headers.ts";
import { readWebPage, sendPage, serveWeb, wantsPage } from "./web.ts";

const script = 'document.documentElement.dataset.theme = "dark";';
const style = "body { margin: 0 }";
const html = `<!doctype html><html><head><style>${style}</style><script>${script}</script>
<script type="module" src="/assets/app-abc.js"></script></head><body></body></html>`;

let root: string;
let app: FastifyInstance;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "sextant-web-"));
  mkdirSync(join(root, "dist/assets"), { recursive: true });
  writeFileSync(join(root, "secret.txt"), "secret");
  writeFileSync(join(root, "dist/index.html"), html);
  writeFileSync(join(root, "dist/assets/app-abc.js"), "export {};");
  writeFileSync(join(root, "dist/.env"), "secret");
  writeFileSync(join(root, "dist/icon.svg"), "<svg/>");
  const page = readWebPage(join(root, "dist"));
  if (!page) throw new Error("no page");
  app = fastify();
  await secureHeaders(app, page, true);
  serveWeb(app, page);
  app.setNotFoundHandler((request, reply) => (wantsPage(request) ? sendPage(reply, page) : reply.code(404).send("")));
  await app.ready();
});
afterEach(async () => {
  await app.close();
  rmSync(root, { recursive: true });
});

const get = (url: string, accept = "text/html,*/*") => app.inject({ url, headers: { accept } });

describe("the page", () => {
  it.each(["/", "/kpis/on_time?grain=week", "/setup?token=x"])("is sent at %s, to be asked for again", async (url) => {
    const { statusCode, body, headers } = await get(url);
    expect([statusCode, body, headers["cache-control"]]).toEqual([200, html, "no-cache"]);
  });

  it.each(["/v1/nothing", "/assets/gone.js", "/gone.svg", "/healthz/x"])("is not sent at %s", async (url) => {
    expect((await get(url)).statusCode).toBe(404);
  });

  it("is not sent to programs, nor in answer to anything but a reading", async () => {
    expect((await get("/kpis/on_time", "application/json")).statusCode).toBe(404);
    const post = await app.inject({ method: "POST", url: "/kpis/on_time", headers: { accept: "text/html" } });
    expect(post.statusCode).toBe(404);
  });

  it("may run its own inline script and style, known by their hashes, and no other", async () => {
    const policy = String((await get("/")).headers["content-security-policy"]);
    const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
    expect(policy).toContain(`script-src 'self' ${hash(script)};`);
    expect(policy).toContain(`style-src 'self' ${hash(style)};`);
    expect(policy).not.toContain("unsafe");
  });

  it("behind HTTPS tells browsers to stay there", async () => {
    expect((await get("/")).headers["strict-transport-security"]).toBe("max-age=31536000");
  });

  it("that was not built is none", () => {
    expect(readWebPage(join(root, "nowhere"))).toBeNull();
  });
});

describe("a file of the page", () => {
  it("whose name carries its hash is kept for a year, any other is asked for again", async () => {
    expect((await get("/assets/app-abc.js")).headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    expect((await get("/icon.svg")).headers["cache-control"]).toBe("no-cache");
  });

  it.each([
    "/../secret.txt",
    "/..%2fsecret.txt",
    "/assets/..%2f..%2fsecret.txt",
    "/%2e%2e/secret.txt",
    "/.env",
    "/assets/%00",
  ])("is not found at %s", async (url) => {
    const { statusCode, body } = await get(url, "*/*");
    expect(statusCode).toBeGreaterThanOrEqual(400);
    expect(body).not.toContain("secret\n");
    expect(body).not.toBe("secret");
  });
});
