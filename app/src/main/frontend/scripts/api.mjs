// Takes over the hub's description of its API and makes the client's types of it anew.
// npm run api                            from the hub at QUAYSIDE_URL, or http://localhost:8080
// npm run api -- <file>                  from a file, such as the one that ApiDescriptionTest leaves behind
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

const DOCUMENT = "src/api/openapi.json";
const file = process.argv[2];
const hub = process.env.QUAYSIDE_URL ?? "http://localhost:8080";
const text = file ? readFileSync(file, "utf8") : await (await fetch(`${hub}/openapi.json`)).text();
writeFileSync(DOCUMENT, `${JSON.stringify(JSON.parse(text), null, 2)}\n`);
execFileSync(
  process.execPath,
  [
    "node_modules/openapi-typescript/bin/cli.js",
    DOCUMENT,
    "--output",
    "src/api/schema.ts",
    "--alphabetize",
    "--empty-objects-unknown",
  ],
  { stdio: "inherit" },
);
