// Every panel and dialog, at three sizes and in both themes: nothing for axe to find, no text cut off, nothing beside the page.
import assert from "node:assert/strict";
import { browserTest } from "./harness.mjs";

const SCREENS = [
  ["desk", "light", { viewport: { width: 1440, height: 900 } }],
  ["tablet", "dark", { viewport: { width: 1024, height: 768 } }],
  ["phone", "light", { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }],
];

/** The texts on buttons, tabs and labels that do not fit into them, and whether the page is wider than the screen. */
function cutOff() {
  const shown = (item) => item.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && item.getClientRects().length > 0;
  const cuts = [...document.querySelectorAll("button, label, [role=tab], th, legend, h2, h3, .chip, a.btn")]
    .filter((item) => !item.closest(".cards, .stage, .for-reader") && shown(item) && item.clientWidth > 1)
    .filter((item) => item.scrollWidth > item.clientWidth + 1 && getComputedStyle(item).overflowX !== "visible")
    .map((item) => `“${item.textContent.trim().slice(0, 60)}” is cut off in ${item.tagName.toLowerCase()}.${item.className}`);
  if (document.documentElement.scrollWidth > innerWidth) cuts.push(`the page is ${document.documentElement.scrollWidth} px wide`);
  return cuts;
}

/** Runs a command of the list of all commands. */
async function command(page, text) {
  const field = page.getByRole("combobox", { name: "Commands" });
  await page.locator("#board").focus();
  await page.keyboard.press("Control+k");
  await field.fill(text);
  await page.keyboard.press("Enter");
  await field.waitFor({ state: "detached" });
}

const dialog = (page) => page.locator("dialog");
const inspector = (page) => page.getByRole("complementary", { name: "Inspector" });

/** Opens an example, plays it until its clock shows `until`, and pauses. */
async function played(page, slug, until) {
  await page.getByRole("button", { name: "Examples" }).first().click();
  await page.locator(`[data-example="${slug}"]`).click();
  await dialog(page).waitFor({ state: "detached" });
  await page.getByLabel("Speed").selectOption({ label: "50×" });
  const play = page.getByRole("button", { name: "Play", exact: true });
  if (await play.count()) await play.click();
  await page.waitForFunction((until) => document.querySelector(".clock b").textContent > until, until);
  const pause = page.getByRole("button", { name: "Pause", exact: true });
  if (await pause.count()) await pause.click();
}

async function select(page, name) {
  await page.locator(`.board-area:not(.twin) .card[aria-label^="${name},"]`).focus();
  await page.keyboard.press("Enter");
  await inspector(page).getByRole("heading", { name, exact: true }).waitFor();
}

async function closeDialog(page) {
  await dialog(page).getByRole("button", { name: "Close", exact: true }).click();
  await dialog(page).waitFor({ state: "detached" });
}

const prompt = (page) => page.getByRole("combobox", { name: "Command", exact: true });

async function run(page, line) {
  const entries = page.locator("[data-entry]");
  const count = await entries.count();
  await prompt(page).fill(line);
  await prompt(page).press("Enter");
  await entries.nth(count).waitFor();
}

const dockTab = (page, name) => page.locator(".dock").getByRole("tab", { name }).first().click();
const subTab = (page, name) => page.getByRole("tablist", { name: "What was measured" }).getByRole("tab", { name, exact: true }).click();

/** Looks at the dock, from tab to tab. */
async function dock(page, look) {
  await page.locator("#board").focus();
  await page.keyboard.press("e");
  await page.locator(".event").first().waitFor();
  await look("events", ".dock");
  await dockTab(page, "Journey");
  await look("journey-empty", ".dock");
  await page.getByLabel("Number of a message").fill("m-5");
  await page.keyboard.press("Enter");
  await page.locator(".journey [data-event]").first().waitFor();
  await look("journey", ".dock");
  await dockTab(page, "Events");
  await page.locator(".event").first().click();
  const why = page.locator(".dock").getByRole("button", { name: "Why?", exact: true });
  if (await why.isVisible()) await why.click();
  await page.getByRole("complementary", { name: "Why did this happen?" }).waitFor();
  await look("why", ".dock");
  await page.getByRole("complementary", { name: "Why did this happen?" }).getByRole("button", { name: "Close the causes" }).click();
  await dockTab(page, "Charts");
  for (const name of ["Charts", "Latency", "Outcomes", "Cost", "Quotas"]) {
    await subTab(page, name);
    await look(`measures-${name}`, ".dock");
  }
  await dockTab(page, "Console");
  await look("console-empty", ".dock");
  await run(page, "aws sqs list-queues");
  await run(page, "aws sqs purge-queue --queue-url nope");
  await run(page, "help send");
  await look("console", ".dock");
  await prompt(page).fill("aws sqs ");
  await prompt(page).press("Tab");
  await page.locator(".console-word").first().waitFor();
  await look("console-words", ".dock");
  await prompt(page).press("Escape");
  await prompt(page).fill("");
}

/** Looks at the inspector. */
async function inspecting(page, look) {
  await select(page, "orders");
  for (const name of [/^Settings/, /^Messages/, /^Metrics/, /^Rules/, /^Actions/]) {
    await inspector(page).getByRole("tab", { name }).click();
    if (name.source === "^Messages") {
      const message = page.locator("details[data-message] summary").first();
      if (await message.count()) await message.click();
    }
    await look(`inspector-${name.source.slice(1)}`, ".inspector");
  }
  await page.locator("#board").focus();
  await page.keyboard.press("Escape");
  await page.locator("#wire-1").focus();
  await page.keyboard.press("Enter");
  await look("wire", ".inspector");
  await page.locator("#board").focus();
  await page.keyboard.press("Control+a");
  await look("many", ".inspector");
  await page.keyboard.press("Escape");
}

/** Looks at every dialog. */
async function dialogs(page, look) {
  const all = ["Examples", "Share", "Stop when", "Bookmarks and marks", "Twin run", "Save this run", "Keyboard shortcuts"];
  for (const name of all) {
    await command(page, name);
    await dialog(page).waitFor();
    for (const summary of await dialog(page).locator("summary:visible").all()) await summary.click();
    await look(`dialog-${name.replaceAll(" ", "-")}`, "dialog");
    await closeDialog(page);
  }
}

/** Waits until no drawer of a narrow screen covers the board. */
const inspectorIsAside = (page) => page.getByRole("button", { name: "Close the inspector" }).waitFor({ state: "hidden" });

/** Looks at what opens over the board. */
async function overlays(page, look) {
  await page.locator('.board-area:not(.twin) .card[aria-label^="orders,"]').focus();
  await page.keyboard.press("Shift+F10");
  await page.getByRole("menu").waitFor();
  await look("menu");
  await page.keyboard.press("Escape");
  await page.locator("#board").focus();
  await page.keyboard.press("/");
  await look("quick-add");
  await page.keyboard.press("Escape");
  await page.locator("#board").focus();
  await page.keyboard.press("Control+k");
  await look("commands");
  await page.keyboard.press("Escape");
  await page.locator("#board").focus();
  await page.keyboard.press("Control+f");
  await page.getByRole("search").getByRole("textbox").fill("e");
  await inspectorIsAside(page);
  await page.getByRole("search").getByRole("status").filter({ hasText: "found" }).waitFor();
  await look("finder");
  await page.keyboard.press("Escape");
}

/** Looks at a twin run. */
async function twin(page, look) {
  await command(page, "Twin run");
  await dialog(page).locator("[role=option], button").filter({ hasText: " instead of " }).first().click();
  await page.getByRole("region", { name: "Twin run" }).waitFor();
  await look("twin");
  await page.getByRole("button", { name: "Close the twin run" }).click();
}

for (const [screen, colorScheme, context] of SCREENS) {
  browserTest(`every panel and dialog on a ${screen}, ${colorScheme}`, { context: { ...context, colorScheme } }, async (session) => {
    const { page, goto, axe, screenshot } = session;
    const found = [];
    const look = async (name, include) => {
      if (process.env.LOOK) await screenshot(`look-${screen}-${colorScheme}-${name}`);
      const problems = [...(await axe({ include })), ...(await page.evaluate(cutOff))];
      found.push(...problems.map((problem) => `${name}: ${problem}`));
    };
    await goto();
    await look("first");
    await played(page, "dlq-and-redrive", "0:00:50");
    await look("played");
    await dock(page, look);
    await inspecting(page, look);
    await dialogs(page, look);
    await overlays(page, look);
    await twin(page, look);
    await command(page, "New design");
    await look("empty-board");
    assert.deepEqual(found, []);
  });
}
