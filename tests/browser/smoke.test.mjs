import assert from "node:assert/strict";
import { browserTest } from "./harness.mjs";

browserTest("the page loads without an error and from its own host alone", async ({ page, goto, requests, screenshot }) => {
  await goto();
  assert.match(await page.title(), /Decouple/);
  assert.ok(requests.some((address) => address.endsWith(".wasm")), "the page loads WebAssembly");
  await screenshot("smoke");
});

browserTest("the page works under any path of a host", { prefix: "/deep/er/" }, async ({ page, goto, url, requests }) => {
  await goto();
  assert.equal(new URL(page.url()).pathname, "/deep/er/");
  assert.deepEqual(requests.filter((address) => !address.startsWith(url)), []);
});

browserTest("the page has no accessibility violation", async ({ goto, axe }) => {
  await goto();
  assert.deepEqual(await axe(), []);
});
