import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { compression, defineAlgorithm } from "vite-plugin-compression2";
import { defineConfig } from "vitest/config";
import pages from "./src/pages.json" with { type: "json" };

/** The server serves the portal's one page at these paths. */
const pagesForTheServer: Plugin = {
  name: "pages-for-the-server",
  generateBundle() {
    this.emitFile({ type: "asset", fileName: "pages.json", source: JSON.stringify(pages) });
  },
};

const hub = process.env.QUAYSIDE_URL ?? "http://localhost:8080";

export default defineConfig({
  plugins: [
    react(),
    tailwindcss(),
    pagesForTheServer,
    compression({
      include: /\.(html|js|css|svg|json|webmanifest)$/,
      algorithms: [defineAlgorithm("gzip", { level: 9 }), defineAlgorithm("brotliCompress")],
      threshold: 1024,
    }),
  ],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: {
    outDir: "../../../target/classes/static",
    emptyOutDir: true,
    target: "es2022",
    // inline scripts and data: fonts would break the Content-Security-Policy
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: "assets/manifest.json",
    reportCompressedSize: false,
  },
  test: { environment: "jsdom", include: ["src/**/*.test.{ts,tsx}"] },
  server: {
    port: 5173,
    proxy: Object.fromEntries(
      ["/api", "/integrations", "/openapi.json", "/docs", "/swagger-ui", "/health"].map((path) => [path, hub]),
    ),
  },
});
