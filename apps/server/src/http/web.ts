import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

/** The built page: its HTML, and the hashes of its inline scripts and styles for the content security policy. */
export interface WebPage {
  folder: string;
  html: string;
  scriptHashes: string[];
  styleHashes: string[];
}

const hashesOf = (html: string, tag: "script" | "style"): string[] =>
  [...html.matchAll(new RegExp(`<${tag}(?![^>]*\\ssrc=)[^>]*>([\\s\\S]*?)</${tag}>`, "gi"))].map(
    ([, text = ""]) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`,
  );

/** Reads the built page, or null when the browser app has not been built. */
export const readWebPage = (folder: string): WebPage | null => {
  const path = join(folder, "index.html");
  if (!existsSync(path)) return null;
  const html = readFileSync(path, "utf8");
  return { folder, html, scriptHashes: hashesOf(html, "script"), styleHashes: hashesOf(html, "style") };
};

/** Serves the files of the built page; names under `assets/` carry their content's hash and never change. */
export const serveWeb = (app: FastifyInstance, page: WebPage): void => {
  app.route({ method: ["GET", "HEAD"], url: "/", handler: (_request, reply) => sendPage(reply, page) });
  void app.register(fastifyStatic, {
    root: page.folder,
    index: false,
    dotfiles: "ignore",
    preCompressed: true,
    cacheControl: false,
    decorateReply: false,
    setHeaders: (reply, path) => {
      const isHashed = /[\\/]assets[\\/]/.test(path.slice(page.folder.length));
      void reply.header("cache-control", isHashed ? "public, max-age=31536000, immutable" : "no-cache");
    },
  });
};

/** Whether a browser asks for a page of the app (and not for a file or the API), so that the app may answer by itself. */
export const wantsPage = (request: FastifyRequest): boolean =>
  (request.method === "GET" || request.method === "HEAD") &&
  !/^\/(v1|assets|healthz|readyz|metrics)(\/|\?|$)/.test(request.url) &&
  !/\.\w+(\?|$)/.test(request.url) &&
  (request.headers.accept ?? "").includes("text/html");

/** Sends the page; it finds out by itself what to show at this address. */
export const sendPage = (reply: FastifyReply, page: WebPage): FastifyReply =>
  reply.type("text/html; charset=utf-8").header("cache-control", "no-cache").send(page.html);
