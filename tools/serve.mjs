#!/usr/bin/env node
// A static file server without dependencies, for `make run` and the browser tests.
//
//   node tools/serve.mjs [--root dist] [--port 8080] [--prefix /some/path/]
//
// With --prefix the files are under that path and nowhere else, as on a host that serves several pages.
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

const MIME = {
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".gif": "image/gif",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml; charset=utf-8",
  ".toml": "text/plain; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json; charset=utf-8",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};

/** Serves `root`; resolves to `{ server, url }` once it listens. Port 0 takes any free port. */
export function serve({ root, port = 0, prefix = "/" }) {
  root = path.resolve(root);
  prefix = `/${prefix}/`.replace(/\/+/g, "/");
  const server = createServer((request, response) => answer(root, prefix, request, response));
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () =>
      resolve({ server, url: `http://127.0.0.1:${server.address().port}${prefix}` }),
    );
  });
}

async function answer(root, prefix, request, response) {
  const end = (status, headers, text) =>
    response.writeHead(status, { "content-type": "text/plain; charset=utf-8", ...headers }).end(text);
  if (request.method !== "GET" && request.method !== "HEAD") return end(405, { allow: "GET, HEAD" }, "Only GET and HEAD\n");

  let pathname;
  try {
    pathname = decodeURIComponent(request.url.split(/[?#]/, 1)[0]);
  } catch {
    return end(400, {}, "Malformed address\n");
  }
  if (`${pathname}/` === prefix) return end(301, { location: prefix }, "");
  if (!pathname.startsWith(prefix) || pathname.includes("\0")) return end(404, {}, "Not found\n");

  // The path is resolved first and compared then: what leaves the root is not there.
  let file = path.resolve(root, `./${pathname.slice(prefix.length)}`);
  if (file !== root && !file.startsWith(root + path.sep)) return end(404, {}, "Not found\n");
  let info = await stat(file).catch(() => null);
  if (info?.isDirectory() && pathname.endsWith("/")) {
    file = path.join(file, "index.html");
    info = await stat(file).catch(() => null);
  }
  if (!info?.isFile()) return end(404, {}, "Not found\n");

  response.writeHead(200, {
    "content-type": MIME[path.extname(file).toLowerCase()] ?? "application/octet-stream",
    "content-length": info.size,
    "cache-control": "no-cache",
    "x-content-type-options": "nosniff",
  });
  if (request.method === "HEAD") return response.end();
  createReadStream(file)
    .on("error", () => response.destroy())
    .pipe(response);
}

async function main() {
  const { values } = parseArgs({
    options: {
      root: { type: "string", default: "dist" },
      port: { type: "string", default: "8080" },
      prefix: { type: "string", default: "/" },
    },
  });
  try {
    const { url } = await serve({ ...values, port: Number(values.port) });
    console.log(`==> Decouple is at ${url} (Ctrl+C stops it)`);
    process.on("SIGINT", () => process.exit(0));
  } catch (error) {
    if (error.code !== "EADDRINUSE") throw error;
    console.error(`error: port ${values.port} is taken by another program. Stop that one, or choose a port: make run PORT=8081`);
    process.exitCode = 1;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await main();
