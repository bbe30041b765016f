// A harness that notices nothing would let every other test pass: it has to notice each of these.
import assert from "node:assert/strict";
import test from "node:test";
import { browserTest, open } from "./harness.mjs";

/** Waits until the harness has noted a problem that matches. */
async function noted(session, pattern) {
  while (!session.problems.some((problem) => pattern.test(problem))) await session.page.evaluate(() => new Promise(requestAnimationFrame));
}

browserTest("the harness notes errors and external requests", { allow: /./ }, async (session) => {
  const { page, goto } = session;
  await goto();
  assert.deepEqual(session.problems, []);
  await page.evaluate(() => console.error("said so"));
  await noted(session, /^console error: said so/);
  await page.evaluate(() => queueMicrotask(() => { throw new Error("thrown so"); }));
  await noted(session, /^page error: Error: thrown so/);
  await page.evaluate(() => Promise.reject(new Error("rejected so")) && undefined);
  await noted(session, /^page error: Error: rejected so/);
  await page.evaluate(() => fetch("http://127.0.0.1:9/elsewhere").catch(() => {}));
  await noted(session, /^external request: http:\/\/127.0.0.1:9\/elsewhere/);
  await page.evaluate(() => fetch("not-there").catch(() => {}));
  await noted(session, /^console error: .*404/);
});

browserTest("the harness notes accessibility violations", async ({ page, goto, axe }) => {
  await goto();
  await page.evaluate(() => document.querySelector("main").append(document.createElement("button")));
  const [violation, ...more] = await axe();
  assert.match(violation, /^critical button-name: .*button/);
  assert.deepEqual(more, []);
});

test("a context starts without what another one stored", async () => {
  const first = await open();
  await first.goto();
  await first.page.evaluate(() => localStorage.setItem("left", "over"));
  const second = await open();
  await second.goto();
  assert.equal(await second.page.evaluate(() => localStorage.getItem("left")), null);
  await Promise.all([first.close(), second.close()]);
});
