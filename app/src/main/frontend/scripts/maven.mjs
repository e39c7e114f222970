// Called by Maven: builds or checks the portal, unless nothing changed since that was done last.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [task, target] = process.argv.slice(2);
const stamp = join(target, `portal-${task}.sha256`);
const built = join(target, "classes", "static", "index.html");
const installed = join("node_modules", ".installed.sha256");

function filesUnder(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.name !== "node_modules")
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesUnder(path) : [path];
    })
    .sort();
}

function digest(files) {
  const hash = createHash("sha256");
  for (const file of files) {
    hash.update(file).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

const says = (file) => (existsSync(file) ? readFileSync(file, "utf8") : "");

/** Ends the whole when it fails. */
function npm(...args) {
  const windows = process.platform === "win32";
  return new Promise((resolve) => {
    spawn(windows ? "npm.cmd" : "npm", args, { stdio: "inherit", shell: windows }).on("close", (code) => {
      if (code !== 0) {
        process.exit(1);
      }
      resolve();
    });
  });
}

const now = digest(filesUnder("."));
if (says(stamp) === now && existsSync(built)) {
  process.exit(0);
}
const dependencies = digest(["package.json", "package-lock.json"]);
if (says(installed) !== dependencies) {
  await npm("ci", "--prefer-offline", "--no-progress", "--loglevel=error");
  writeFileSync(installed, dependencies);
}
if (task === "build") {
  await Promise.all([
    npm("run", "--silent", "types"),
    npm("run", "--silent", "bundle", "--", "--outDir", join(target, "classes", "static")),
  ]);
} else {
  await npm("run", "--silent", "check");
  await npm("run", "--silent", "test");
  await npm("run", "--silent", "sizes", "--", join(target, "classes", "static"));
}
mkdirSync(target, { recursive: true });
writeFileSync(stamp, now);
