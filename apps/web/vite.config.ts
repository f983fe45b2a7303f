import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** Browsers that know `light-dark()`, subgrid and popover, so that nothing is lowered. */
const browsers = ["chrome125", "edge125", "firefox128", "safari18"];

/** Writes each text asset also compressed, so that the server sends it without compressing it again and again. */
const precompress: Plugin = {
  name: "precompress",
  apply: "build",
  // Not before the files are final: the bundler still fills in preloads when a bundle has been generated.
  writeBundle({ dir }, bundle) {
    for (const [fileName, file] of Object.entries(bundle)) {
      if (dir === undefined || !/^assets\/.*\.(js|css)$/.test(fileName)) continue;
      const source = Buffer.from(file.type === "chunk" ? file.code : file.source);
      const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
      writeFileSync(join(dir, `${fileName}.br`), brotliCompressSync(source, quality));
      writeFileSync(join(dir, `${fileName}.gz`), gzipSync(source, { level: 9 }));
    }
  },
};

export default defineConfig({
  plugins: [react(), precompress],
  build: {
    target: browsers,
    cssTarget: browsers,
    // The content security policy forbids data: addresses for fonts and scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    rolldownOptions: {
      output: {
        // One chunk that changes only with the libraries: cached over releases, and smaller than many.
        codeSplitting: {
          groups: [{ name: "vendor", test: /node_modules\/(react|react-dom|scheduler|@tanstack|wouter|regexparam)/ }],
        },
      },
    },
  },
  worker: { format: "es" },
  server: { proxy: { "/v1": process.env.SEXTANT_URL ?? "http://127.0.0.1:4870" } },
});
