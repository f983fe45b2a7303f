import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Browsers that know `light-dark()`, subgrid and popover, so that nothing is lowered. */
const browsers = ["chrome125", "edge125", "firefox128", "safari18"];

export default defineConfig({
  plugins: [react()],
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
        codeSplitting: { groups: [{ name: "vendor", test: /node_modules\/(react|react-dom|scheduler|@tanstack|use-sync)/ }] },
      },
    },
  },
  worker: { format: "es" },
  server: { proxy: { "/v1": process.env.SEXTANT_URL ?? "http://127.0.0.1:4870" } },
});
