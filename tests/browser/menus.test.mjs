// Menus of several things, of the board and of messages in a card's lane.
import assert from "node:assert/strict";
import { browserTest } from "./harness.mjs";

const wide = { viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" };
const card = (page, name) => page.getByRole("group", { name: new RegExp(`^${name},`) });
const entry = (page, name) => page.getByRole("menuitem", { name });
const place = (locator) => locator.evaluate((element) => element.style.transform.match(/-?\d+/g).map(Number));

const DESIGN = `version = 1
[nodes.web]
kind = "producer"
at = [0, 0]
[nodes.orders]
kind = "sqs-standard"
at = [340, 200]
[[wires]]
join = "web -> orders"
`;

async function begin({ context, goto, page }) {
  await context.addInitScript(
    ([key, text]) => location.protocol.startsWith("http") && localStorage.setItem(key, text),
    ["decouple.design", DESIGN],
  );
  await goto();
  await card(page, "orders").waitFor();
}

for (const colorScheme of ["light", "dark"]) {
  browserTest(`what is selected is aligned and grouped from its menu, ${colorScheme}`, { context: { ...wide, colorScheme } }, async (session) => {
    const { page, axe, screenshot } = session;
    await begin(session);
    await page.locator("#board").focus();
    await page.keyboard.press("Control+a");
    await card(page, "orders").click({ button: "right", position: { x: 60, y: 20 } });
    await entry(page, /^Align top/).waitFor();
    await screenshot(`menus-many-${colorScheme}`);
    assert.deepEqual(await axe(), []);
    assert.equal(await entry(page, /^Distribute vertically/).getAttribute("aria-disabled"), "true");
    await entry(page, /^Align top/).click();
    await page.waitForFunction(() => new Set([...document.querySelectorAll(".card")].map((card) => card.style.transform.match(/-?\d+/g)[1])).size === 1);
    await card(page, "orders").click({ button: "right", position: { x: 60, y: 20 } });
    await entry(page, /^Group in a box/).click();
    await page.locator(".frame").waitFor();
  });
}

browserTest("the board's menu tidies up and pastes what was copied", { context: { ...wide, permissions: ["clipboard-read", "clipboard-write"] } }, async (session) => {
  const { page } = session;
  await begin(session);
  const before = await place(card(page, "orders"));
  await page.mouse.click(700, 640, { button: "right" });
  await entry(page, /^Tidy up/).click();
  await page.waitForFunction((y) => [...document.querySelectorAll(".card")].every((card) => Number(card.style.transform.match(/-?\d+/g)[1]) !== y), before[1]);
  await card(page, "orders").click({ position: { x: 60, y: 20 } });
  await page.keyboard.press("Control+c");
  await page.mouse.click(700, 640, { button: "right" });
  await entry(page, /^Paste/).click();
  await card(page, "orders-2").or(card(page, "orders2")).waitFor();
  assert.equal(await page.locator(".card").count(), 3);
});

browserTest("a message in a lane has the menu of a message", { context: wide }, async (session) => {
  const { page } = session;
  await begin(session);
  const play = page.getByRole("button", { name: "Play", exact: true });
  if (await play.count()) await play.click();
  const glyph = card(page, "orders").locator(".lane-hit").first();
  await glyph.waitFor();
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  const message = await glyph.getAttribute("data-message");
  await glyph.click({ button: "right" });
  await page.getByRole("menu", { name: new RegExp(`m-${message}`) }).waitFor();
});
