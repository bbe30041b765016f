// The workbench as a whole: what a person does from the first node to the shared link.
import assert from "node:assert/strict";
import { browserTest } from "./harness.mjs";

const clock = (page) => page.locator(".clock b").textContent();

/** Chooses an entry of the popup for commands or for nodes. */
async function choose(page, key, text) {
  await page.keyboard.press(key);
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
  await page.locator("#quick-search").waitFor({ state: "detached" });
}

/** Presses Tab until the focus is on what `wanted` says of the focused element. */
async function tabTo(page, wanted, key = "Tab") {
  for (let step = 0; step < 80; step += 1) {
    if (await page.evaluate(wanted)) return;
    await page.keyboard.press(key);
  }
  assert.fail(`not reached by ${key}: ${wanted}`);
}

browserTest("by keyboard alone: add, wire, play, pause, step back, open a passport, share", async ({ page, goto }) => {
  await goto();
  await choose(page, "Control+k", "new design");
  await page.getByRole("heading", { name: "An empty board" }).waitFor();
  await choose(page, "/", "producer");
  await page.locator(".card[aria-label^='producer']").waitFor();
  await choose(page, "/", "sqs queue");
  await page.locator(".card[aria-label^='queue']").waitFor();

  await tabTo(page, "document.activeElement.getAttribute('aria-label')?.startsWith('producer: ') ?? false", "Shift+Tab");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelectorAll("[id^='wire-']").length === 1);

  await page.keyboard.press("Escape");
  await choose(page, "Control+k", "play");
  await page.waitForFunction(() => document.querySelector(".clock b").textContent > "0:00:01");
  await choose(page, "Control+k", "pause");
  const stood = await clock(page);
  await page.keyboard.press(",");
  await page.waitForFunction((stood) => document.querySelector(".clock b").textContent <= stood, stood);

  await choose(page, "Control+k", "journey");
  await page.getByRole("textbox", { name: "Number of a message" }).fill("m-1");
  await page.keyboard.press("Enter");
  await page.getByRole("toolbar", { name: "Journey of m-1" }).waitFor();

  await choose(page, "Control+k", "share");
  const link = await page.locator("#share-link").inputValue();
  assert.match(link, /#s=/);
});
