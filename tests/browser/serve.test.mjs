// The server that `make run` uses: what it answers, and what it must not give away.
import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import test from "node:test";
import { serve } from "../../tools/serve.mjs";

/** Sends the path as it is: `fetch` would tidy it first. */
async function get(url, rawPath, method = "GET") {
  const socket = connect(new URL(url).port, "127.0.0.1");
  socket.write(`${method} ${rawPath} HTTP/1.0\r\n\r\n`);
  let text = "";
  socket.on("data", (chunk) => (text += chunk));
  await once(socket, "end");
  const [head, body] = text.split("\r\n\r\n");
  return { status: Number(head.split(" ")[1]), head: head.toLowerCase(), body };
}

test("the server gives files of its folder and nothing else", async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), "serve-"));
  const root = path.join(folder, "root");
  mkdirSync(path.join(root, "sub"), { recursive: true });
  writeFileSync(path.join(folder, "secret.txt"), "secret");
  mkdirSync(path.join(folder, "root-too"));
  writeFileSync(path.join(folder, "root-too", "secret.txt"), "secret");
  writeFileSync(path.join(root, "index.html"), "home");
  writeFileSync(path.join(root, "a b.wasm"), "wasm");
  writeFileSync(path.join(root, "sub", "index.html"), "sub");
  const { server, url } = await serve({ root, prefix: "deep/er" });
  t.after(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });

  assert.equal(new URL(url).pathname, "/deep/er/");
  assert.equal((await get(url, "/deep/er/")).body, "home");
  assert.equal((await get(url, "/deep/er/?x=1")).body, "home");
  assert.equal((await get(url, "/deep/er/sub/")).body, "sub");
  const wasm = await get(url, "/deep/er/a%20b.wasm");
  assert.match(wasm.head, /content-type: application\/wasm/);
  assert.equal(wasm.body, "wasm");
  const head = await get(url, "/deep/er/index.html", "HEAD");
  assert.match(head.head, /content-length: 4/);
  assert.equal(head.body, "");
  const redirect = await get(url, "/deep/er");
  assert.equal(redirect.status, 301);
  assert.match(redirect.head, /location: \/deep\/er\//);

  for (const hidden of [
    "/", "/index.html", "/deep/er/none", "/deep/er/sub", "/deep/erindex.html",
    "/deep/er/../../../secret.txt", "/deep/er/..%2fsecret.txt", "/deep/er/%2e%2e/secret.txt",
    "/deep/er/../root-too/secret.txt", "/deep/er//etc/passwd", "/deep/er/%2fetc%2fpasswd", "/deep/er/index.html%00",
  ]) {
    const { status, body } = await get(url, hidden);
    assert.equal(status, 404, hidden);
    assert.doesNotMatch(body, /secret|root:/, hidden);
  }
  assert.equal((await get(url, "/deep/er/%ff")).status, 400);
  assert.equal((await get(url, "/deep/er/", "POST")).status, 405);
});

test("a port that is taken is an error", async (t) => {
  const { server } = await serve({ root: tmpdir() });
  t.after(() => server.close());
  await assert.rejects(serve({ root: tmpdir(), port: server.address().port }), { code: "EADDRINUSE" });
});
