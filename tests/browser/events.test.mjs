import assert from "node:assert/strict";
import { browserTest } from "./harness.mjs";

const pause = (page) => page.getByRole("button", { name: "Pause", exact: true });
const list = (page) => page.getByRole("grid", { name: "List of events" });
const clock = (page) => page.locator(".clock b").textContent();
const shown = (page) => page.locator(".filter-count").textContent();

/** Plays the first example fast for more than `seconds`, pauses it and opens the list. */
async function paused(page, seconds = "0:00:30") {
  await page.getByLabel("Speed").selectOption({ label: "50×" });
  await page.waitForFunction((seconds) => document.querySelector(".clock b").textContent > seconds, seconds);
  await pause(page).click();
  await page.locator("#dock-0").or(page.getByRole("button", { name: /Events/ })).first().click();
  await list(page).waitFor();
}

/** The numbers of the events in the page, from top to bottom. */
const numbers = async (page) => {
  const found = await page.locator(".events-list [data-event]").evaluateAll((rows) => rows.map((row) => Number(row.dataset.event)));
  return found.sort((a, b) => a - b);
};

/** Waits until no line is being computed again. */
const complete = (page) => page.waitForFunction(() => !document.querySelector(".events-list").textContent.includes("computed again"));

browserTest("the line of the playhead is marked, and a click goes to exactly that event", async ({ page, goto }) => {
  await goto();
  await paused(page);
  const now = page.locator('.event[aria-current="time"]');
  await now.waitFor();
  await list(page).focus();
  await page.keyboard.press("Home");
  await page.locator('[data-event="7"]').click();
  await page.waitForFunction(() => document.querySelector('.event[aria-current="time"]')?.dataset.event >= "7");
  assert.equal(await clock(page), await page.locator('[data-event="7"] .at').textContent());
  assert.match(await shown(page), /, \d+ later/);
  assert.equal(await page.locator('[data-event="20"]').getAttribute("class"), "event later");
  const node = await page.locator('[data-event="7"] .who').textContent();
  await page.getByRole("complementary", { name: "Inspector" }).getByRole("heading", { name: node, exact: true }).waitFor();
});

browserTest("arrow keys go through the list and Enter goes to the moment", async ({ page, goto }) => {
  await goto();
  await paused(page);
  await list(page).focus();
  for (const key of ["Home", "ArrowDown", "ArrowDown", "PageDown", "PageUp", "ArrowUp"]) await page.keyboard.press(key);
  await page.waitForFunction(() => document.querySelector('.events-list').getAttribute("aria-activedescendant") === "event-2");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector(".clock b").textContent === document.querySelector('[data-event="2"] .at').textContent);
  await page.keyboard.press("End");
  await page.waitForFunction(() => {
    const id = document.querySelector(".events-list").getAttribute("aria-activedescendant");
    return document.getElementById(id)?.getAttribute("aria-rowindex") === document.querySelector(".events-list").getAttribute("aria-rowcount");
  });
});

browserTest("filters narrow the list, chips show them, and one click clears them", async ({ page, goto }) => {
  await goto();
  await paused(page);
  await page.getByLabel("Node", { exact: true }).selectOption({ label: "orders" });
  await page.getByLabel("Kind of event").selectOption("received");
  await page.waitForFunction(() => / of /.test(document.querySelector(".filter-count").textContent));
  const rows = page.locator(".event:not(.later)");
  await page.waitForFunction(() => [...document.querySelectorAll(".event .who")].every((who) => who.textContent === "orders"));
  for (const text of await rows.locator(".what").allTextContents()) assert.match(text, /received by|asks for|gets|empty receive/);
  await page.getByLabel("Text", { exact: true }).fill("m-3 ");
  await page.waitForFunction(() => /^[1-9] of /.test(document.querySelector(".filter-count").textContent));
  await page.getByLabel("Message", { exact: true }).fill("m-3");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Take away: m-3" }).waitFor();
  await page.getByRole("button", { name: "Take away: received" }).click();
  await page.getByRole("button", { name: "Clear all" }).click();
  await page.waitForFunction(() => /events/.test(document.querySelector(".filter-count").textContent));
  assert.equal(await page.locator(".filter-chips").count(), 0);
  await page.getByLabel("Text", { exact: true }).fill("no such words");
  await page.getByText("No event fits.").waitFor();
});

browserTest("the list can follow what is selected on the canvas", async ({ page, goto }) => {
  await goto();
  await paused(page);
  await page.getByLabel("Node", { exact: true }).selectOption("selected");
  for (const name of ["worker", "orders"]) {
    await page.getByRole("main").locator(`.card[aria-label^="${name},"]`).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: `Take away: selection: ${name}` }).waitFor();
    await page.waitForFunction(
      (name) => [...document.querySelectorAll(".event .who")].length > 3 && [...document.querySelectorAll(".event .who")].every((who) => who.textContent === name),
      name,
    );
  }
});

browserTest("a rule in a line opens what it says", async ({ page, goto }) => {
  await goto();
  await paused(page);
  await page.getByRole("combobox", { name: "Rule" }).fill("SQS");
  const chip = page.locator(".event .id .chip").first();
  await chip.waitFor();
  const rule = await chip.textContent();
  await chip.click();
  await page.getByRole("tab", { name: /Rules/, selected: true }).waitFor();
  await page.getByRole("complementary", { name: "Inspector" }).getByText(rule, { exact: true }).first().waitFor();
});

browserTest("a line, the list as text and as JSON lines can be copied", { context: { permissions: ["clipboard-read", "clipboard-write"] } }, async ({ page, goto }) => {
  await goto();
  await paused(page);
  const pasted = () => page.evaluate(() => navigator.clipboard.readText());
  await list(page).focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("c");
  await page.getByText("Copied event 1", { exact: true }).waitFor({ state: "attached" });
  assert.match(await pasted(), /^#1 {2}0:00:0\d\.\d{3} {2}\S+ {2}\S/);
  await page.getByLabel("Copy as").selectOption("json");
  await page.locator(".copy-list button").click();
  await page.getByText(/Copied \d+ lines/).waitFor();
  const events = (await pasted()).trim().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual(events.map((event) => event.n), events.map((_, index) => index + 1));
  assert.deepEqual(Object.keys(events[0]).sort(), ["cause", "kind", "message", "n", "node", "rule", "text", "time", "time_us"]);
});

browserTest("lines behind the playhead are computed again, without gaps", async ({ page, goto }) => {
  await goto();
  await paused(page, "0:01:00");
  await page.getByRole("slider", { name: "Time" }).focus();
  await page.keyboard.press("Home");
  await page.waitForFunction(() => document.querySelector(".clock b").textContent === "0:00:00.000");
  await list(page).focus();
  await page.keyboard.press("End");
  const last = await list(page).getAttribute("aria-rowcount");
  await page.locator(`[data-event="${last}"]`).waitFor();
  await complete(page);
  const found = await numbers(page);
  assert.deepEqual(found, found.map((_, index) => found[0] + index));
  assert.equal(String(found.at(-1)), last);
});

browserTest("on a phone filters fold away and lines are tall enough to tap", { context: { viewport: { width: 390, height: 844 }, hasTouch: true } }, async ({ page, goto, axe }) => {
  await goto();
  await paused(page);
  assert.equal(await page.locator(".filters").isVisible(), false);
  await page.getByRole("button", { name: "Filter", exact: true }).tap();
  await page.getByLabel("Kind of event").selectOption("work");
  await page.getByRole("button", { name: "Take away: work" }).waitFor();
  await page.getByRole("button", { name: "Filter", exact: true }).tap();
  const row = page.locator(".event").first();
  assert.ok((await row.boundingBox()).height >= 44);
  await row.tap();
  await page.locator('.event[aria-current="time"]').first().waitFor();
  assert.deepEqual(await axe({ include: ".dock" }), []);
});

for (const colorScheme of ["light", "dark"]) {
  browserTest(`the list of events is accessible (${colorScheme})`, { context: { colorScheme } }, async ({ page, goto, axe }) => {
    await goto();
    await paused(page);
    await list(page).focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("Enter");
    await page.getByLabel("Kind of event").selectOption("stored");
    await page.getByRole("button", { name: "Take away: stored" }).waitFor();
    assert.deepEqual(await axe({ include: ".dock" }), []);
  });
}
