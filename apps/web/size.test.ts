import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

/** Budgets in bytes after gzip. */
const budget = { script: 120_000, style: 8_000, html: 2_000, font: 50_000, page: 25_000 };

const root = fileURLToPath(new URL(".", import.meta.url));
let folder = "";
let html = "";

const zipped = async (path: string): Promise<number> => gzipSync(await readFile(join(folder, path))).length;
const sum = async (paths: readonly string[]): Promise<number> =>
  (await Promise.all(paths.map(zipped))).reduce((all, one) => all + one, 0);
const named = (pattern: RegExp): string[] => [...html.matchAll(pattern)].map(([, path]) => (path ?? "").slice(1));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sextant-web-"));
  vi.stubEnv("NODE_ENV", "production"); // or React builds its development version
  await build({ root, logLevel: "error", build: { outDir: folder, emptyOutDir: true } });
  html = await readFile(join(folder, "index.html"), "utf8");
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

describe("the first screen", () => {
  it("asks for at most 120 kB of script, counting every file index.html names", async () => {
    const scripts = named(/(?:src|href)="(\/[^"]+\.js)"/g);
    expect(scripts.length).toBeGreaterThan(1);
    expect(await sum(scripts)).toBeLessThanOrEqual(budget.script);
  });

  it("asks for at most 8 kB of style and 2 kB of HTML", async () => {
    const styles = named(/href="(\/[^"]+\.css)"/g);
    expect(styles).toHaveLength(1);
    expect(await sum(styles)).toBeLessThanOrEqual(budget.style);
    expect(gzipSync(html).length).toBeLessThanOrEqual(budget.html);
  });

  it("does not wait for the font, which is at most 50 kB for Latin text", async () => {
    expect(html).not.toContain("woff2");
    const [latin] = (await readdir(join(folder, "assets"))).filter((name) => /^inter-latin-wght/.test(name));
    expect((await readFile(join(folder, "assets", latin ?? ""))).length).toBeLessThanOrEqual(budget.font);
  });

  it("carries no validator: zod stays on the server", async () => {
    for (const path of named(/(?:src|href)="(\/[^"]+\.js)"/g))
      expect(await readFile(join(folder, path), "utf8")).not.toContain("ZodError");
  });

  it("obeys a policy without inline script or style", () => {
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/);
  });
});

describe("a page of its own", () => {
  it("asks for at most 25 kB more script and style", async () => {
    const manifest: Record<string, { file: string; css?: string[]; isDynamicEntry?: boolean }> = JSON.parse(
      await readFile(join(folder, ".vite/manifest.json"), "utf8"),
    );
    const pages = Object.entries(manifest).filter(([source]) => /^src\/pages\/.*Page\.tsx$/.test(source));
    expect(pages.map(([source]) => source)).toContain("src/pages/kpi/KpiPage.tsx");
    for (const [source, { file, css = [] }] of pages)
      expect(await sum([file, ...css]), source).toBeLessThanOrEqual(budget.page);
  });
});
