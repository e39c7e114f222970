// Holds the JavaScript of a first visit under its limit: the entry, what it imports, and the screen that is opened.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const LIMIT = 250 * 1024;
const SCREENS = {
  "sign-in": ["src/features/signin/SignInPage.tsx"],
  orders: ["src/features/orders/OrdersPage.tsx"],
  inventory: ["src/features/inventory/InventoryPage.tsx"],
  channels: ["src/features/channels/ChannelsPage.tsx"],
  problems: ["src/features/problems/ProblemsPage.tsx"],
};

const folder = process.argv[2];
const manifest = JSON.parse(readFileSync(join(folder, "assets", "manifest.json"), "utf8"));

function needs(name, found = new Set()) {
  const chunk = manifest[name];
  if (!chunk) {
    throw new Error(`${name} is not in the build: name the screen's file anew in sizes.mjs`);
  }
  if (!found.has(chunk.file)) {
    found.add(chunk.file);
    for (const imported of chunk.imports ?? []) {
      needs(imported, found);
    }
  }
  return found;
}

let tooLarge = false;
for (const [screen, files] of Object.entries(SCREENS)) {
  const scripts = new Set(["index.html", ...files].flatMap((name) => [...needs(name)]));
  let gzip = 0;
  let brotli = 0;
  for (const script of scripts) {
    const bytes = readFileSync(join(folder, script));
    gzip += gzipSync(bytes, { level: 9 }).length;
    brotli += brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
  }
  const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;
  console.log(`${screen}: ${kilobytes(gzip)} gzip, ${kilobytes(brotli)} brotli in ${scripts.size} files`);
  tooLarge ||= gzip > LIMIT;
}
if (tooLarge) {
  console.error(`A first load is over ${LIMIT / 1024} KB of compressed JavaScript.`);
  process.exit(1);
}
