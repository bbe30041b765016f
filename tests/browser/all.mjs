// Runs every *.test.mjs of this folder in one process, so that they share one server and one browser.
//
//   node tests/browser/all.mjs            all of them
//   node tests/browser/all.mjs smoke      those with "smoke" in the file's name
//
// One file also runs by itself: node --test tests/browser/smoke.test.mjs
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const wanted = process.argv.slice(2);
const files = readdirSync(fileURLToPath(new URL(".", import.meta.url)))
  .filter((name) => name.endsWith(".test.mjs"))
  .filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)))
  .sort();
if (files.length === 0) throw new Error(`no test file matches: ${wanted.join(" ")}`);
for (const file of files) await import(`./${file}`);
