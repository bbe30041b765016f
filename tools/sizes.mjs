#!/usr/bin/env node
// Prints the size of every file of a folder, as it is and as a host sends it (gzip).
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";

const root = process.argv[2] ?? "dist";
const line = (raw, gzip, name) => console.log(`${(raw / 1024).toFixed(1).padStart(9)} KB${(gzip / 1024).toFixed(1).padStart(9)} KB gzip  ${name}`);
const total = { raw: 0, gzip: 0 };
for (const entry of readdirSync(root, { recursive: true, withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
  if (!entry.isFile()) continue;
  const file = path.join(entry.parentPath ?? entry.path, entry.name);
  const bytes = readFileSync(file);
  const gzip = gzipSync(bytes, { level: 9 }).length;
  total.raw += bytes.length;
  total.gzip += gzip;
  line(bytes.length, gzip, path.relative(root, file));
}
line(total.raw, total.gzip, "in all");
