// A crowd: one topic with 1,000 subscribers. What is out of sight costs nothing, and can still be reached.
import assert from "node:assert/strict";
import { fanOut } from "./designs.mjs";
import { browserTest } from "./harness.mjs";

const SUBSCRIBERS = 1_000;
const wide = { context: { viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" } };

/** Opens the design, paused. */
async function begin({ page, goto }) {
  await goto();
  await page.locator("#open-file").setInputFiles(fanOut(SUBSCRIBERS));
  await page.waitForFunction((cards) => document.querySelectorAll(".card").length === cards, SUBSCRIBERS + 2);
  const pause = page.getByRole("button", { name: "Pause", exact: true });
  if (await pause.isVisible()) await pause.click();
}

/** Shows a corner at natural size: the cards that have something in them are few by then. */
async function corner(page) {
  await page.locator(".zoom .percent").click();
  await page.waitForFunction(() => document.querySelectorAll(".card-head").length < 100 && document.querySelector(".zoom .percent").textContent === "100 %");
}

const play = (page) => page.getByRole("button", { name: "Play", exact: true }).click();
/** Waits until the playhead has passed a second. */
const passes = (page, second) =>
  page.waitForFunction((second) => {
    const [hours, minutes, seconds] = document.querySelector(".clock b").textContent.split(":").map(Number);
    return hours * 3600 + minutes * 60 + seconds >= second;
  }, second);

browserTest("cards out of sight are only names and places, and nothing of them changes while the run plays", wide, async ({ page, goto }) => {
  await begin({ page, goto });
  await corner(page);
  await page.evaluate(() => {
    const away = [...document.querySelectorAll(".card")].filter((card) => !card.querySelector(".card-head"));
    globalThis.away = away.length;
    globalThis.touched = [];
    globalThis.seen = 0;
    const watch = (cards, told) =>
      cards.forEach((card) => new MutationObserver(told).observe(card, { attributes: true, childList: true, characterData: true, subtree: true }));
    watch(away, (records) => globalThis.touched.push(...records.map((record) => record.target.id)));
    watch([...document.querySelectorAll(".card")].filter((card) => card.querySelector(".card-head")), () => (globalThis.seen += 1));
  });
  assert.ok((await page.evaluate(() => globalThis.away)) > 900);
  await play(page);
  await passes(page, 3);
  assert.deepEqual(await page.evaluate(() => globalThis.touched), []);
  assert.ok((await page.evaluate(() => globalThis.seen)) > 0, "those in view go on changing");
});

browserTest("a card out of sight has its name, is shown when it takes the focus, and the next Tab finds its ports", wide, async ({ page, goto }) => {
  await begin({ page, goto });
  await corner(page);
  const last = page.getByRole("group", { name: /^s998, / });
  assert.equal(await last.locator(".card-head").count(), 0);
  await last.focus();
  await page.waitForFunction(() => {
    const box = document.activeElement.getBoundingClientRect();
    return document.activeElement.querySelector(".card-head") && box.left >= 0 && box.right <= innerWidth && box.top >= 0 && box.bottom <= innerHeight;
  });
  await page.keyboard.press("Tab");
  assert.match(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), /^s998: /);
});

browserTest("as a whole it opens, plays and can be edited", wide, async ({ page, goto, screenshot }) => {
  await begin({ page, goto });
  await page.getByRole("button", { name: "Fit", exact: true }).click();
  await play(page);
  // The first notification leaves the topic after a third of a second; all copies are there a second later.
  await passes(page, 2);
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  await screenshot("crowd");
  await page.getByRole("group", { name: /^s0, / }).focus();
  await page.keyboard.press("Delete");
  await page.waitForFunction((cards) => document.querySelectorAll(".card").length === cards, SUBSCRIBERS + 1);
  await page.keyboard.press("Control+z");
  await page.waitForFunction((cards) => document.querySelectorAll(".card").length === cards, SUBSCRIBERS + 2);
});
