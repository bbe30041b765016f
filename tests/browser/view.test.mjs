// Moving about on the board, finding and adding things, menus, and opening what is dropped onto the page.
import assert from "node:assert/strict";
import { browserTest } from "./harness.mjs";

const card = (page, name) => page.getByRole("group", { name: new RegExp(`^${name},`) });
const port = (page, name, label) => page.getByRole("button", { name: new RegExp(`^${name}: ${label}`) });
const wires = (page) => page.locator(".wire-handle");
const cards = (page, count) => page.waitForFunction((count) => document.querySelectorAll(".card").length === count, count);
const percent = (page) => page.locator(".zoom .percent");
const menu = (page, name) => page.getByRole("menu", { name });
const wide = { context: { viewport: { width: 1440, height: 900 } } };

const THREE = `version = 1
[nodes.producer]
kind = "producer"
at = [40, 120]
[nodes.queue]
kind = "sqs-standard"
at = [360, 120]
[nodes.worker]
kind = "worker"
at = [700, 120]
[[wires]]
join = "producer -> queue"
[[wires]]
join = "queue -> worker"
`;

/** Opens the page with this design, as someone left it. */
async function begin({ context, goto }, design = THREE) {
  await context.addInitScript((toml) => localStorage.getItem("decouple.design") ?? localStorage.setItem("decouple.design", toml), design);
  await goto();
}

const middle = async (locator) => {
  const box = await locator.boundingBox();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};

/** Waits until an element's middle is about here. */
const settles = (page, selector, [x, y], near = 3) =>
  page.waitForFunction(
    ([selector, x, y, near]) => {
      const box = document.querySelector(selector).getBoundingClientRect();
      return Math.abs(box.x + box.width / 2 - x) < near && Math.abs(box.y + box.height / 2 - y) < near;
    },
    [selector, x, y, near],
  );

/** Waits until the view has come to rest. */
async function rests(page) {
  await page.waitForFunction(() => {
    const now = document.querySelector(".world").style.transform;
    globalThis.resting = globalThis.restedAt === now ? (globalThis.resting ?? 0) + 1 : 0;
    globalThis.restedAt = now;
    return globalThis.resting > 15;
  });
}

/** Lets go a file or a text over the board, as a drag from outside of the page does. */
async function dropOn(page, { name, text, link }) {
  const data = await page.evaluateHandle(
    ({ name, text, link }) => {
      const data = new DataTransfer();
      if (name) data.items.add(new File([text], name, { type: "application/toml" }));
      else data.setData(link ? "text/uri-list" : "text/plain", link ?? text);
      return data;
    },
    { name, text, link },
  );
  await page.dispatchEvent(".surface", "dragover", { dataTransfer: data });
  await page.getByText("Drop to open this design").waitFor();
  await page.dispatchEvent(".surface", "drop", { dataTransfer: data });
  await page.getByText("Drop to open this design").waitFor({ state: "detached" });
}

browserTest("keys show everything, what is selected, and natural size", wide, async ({ page, context, goto }) => {
  await begin({ context, goto });
  const surface = await page.locator(".surface").boundingBox();
  await card(page, "worker").click();
  await page.keyboard.press("Shift+2");
  await settles(page, "#card-3", [surface.x + surface.width / 2, surface.y + surface.height / 2]);
  assert.equal(await percent(page).textContent(), "150 %");
  await page.keyboard.press("Shift+0");
  assert.equal(await percent(page).textContent(), "100 %");
  await page.keyboard.press("Shift+1");
  await page.waitForFunction((left) => document.querySelector("#card-1").getBoundingClientRect().left > left, surface.x);
  const fitted = await percent(page).textContent();
  await page.keyboard.press("+");
  assert.notEqual(await percent(page).textContent(), fitted);
  await page.keyboard.press("-");
  assert.equal(await percent(page).textContent(), fitted);
});

browserTest("the space bar plays, and moves the board during a drag", wide, async ({ page, context, goto }) => {
  await begin({ context, goto });
  await page.locator(".surface").click({ position: { x: 300, y: 600 } });
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "Pause", exact: true }).waitFor();
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "Play", exact: true }).waitFor();
  const before = await card(page, "queue").boundingBox();
  await page.mouse.move(600, 700);
  await page.keyboard.down("Space");
  await page.mouse.down();
  await page.mouse.move(640, 750, { steps: 4 });
  await page.mouse.up();
  await page.keyboard.up("Space");
  await settles(page, "#card-2", [before.x + before.width / 2 + 40, before.y + before.height / 2 + 50]);
  assert.ok(await page.getByRole("button", { name: "Play", exact: true }).isVisible(), "moving the board does not play");
});

browserTest("the minimap moves the view by mouse and keyboard, and stays hidden once hidden", wide, async ({ page, context, goto, axe, screenshot }) => {
  await begin({ context, goto });
  const map = page.getByRole("button", { name: /^Minimap:/ });
  await map.waitFor();
  await page.mouse.move(600, 700);
  await page.mouse.wheel(-2000, 0);
  const away = await card(page, "queue").boundingBox();
  assert.ok(away.x > 1440, "the cards are out of sight");
  await map.focus();
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction((x) => document.querySelector("#card-2").getBoundingClientRect().x < x - 100, away.x);
  await screenshot("view-minimap");
  const box = await map.boundingBox();
  await page.mouse.click(box.x + box.width - 12, box.y + box.height / 2);
  await page.waitForFunction(() => document.querySelector("#card-3").getBoundingClientRect().x < 1100);
  await rests(page);
  const before = await card(page, "queue").boundingBox();
  await page.mouse.move(box.x + box.width - 12, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width - 42, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  // Dragging the frame to the left shows what is on the left.
  await page.waitForFunction((x) => document.querySelector("#card-2").getBoundingClientRect().x > x + 60, before.x);
  assert.deepEqual(await axe({ include: ".stage" }), []);
  await page.getByRole("button", { name: "Minimap", exact: true }).click();
  await map.waitFor({ state: "detached" });
  await page.reload();
  await card(page, "queue").waitFor();
  assert.equal(await map.count(), 0);
  await page.keyboard.press("m");
  await map.waitFor();
});

browserTest("Ctrl+F finds nodes by name and by kind, and shows each", wide, async ({ page, context, goto, axe, screenshot }) => {
  await begin({ context, goto });
  await page.keyboard.press("Control+f");
  const search = page.getByRole("search");
  await search.getByRole("textbox").fill("e");
  await search.getByRole("status").filter({ hasText: "3 found" }).waitFor();
  await search.getByRole("textbox").fill("");
  await page.keyboard.type("work");
  await page.keyboard.press("Enter");
  await search.getByRole("status").filter({ hasText: "1 of 1: worker" }).waitFor();
  const surface = await page.locator(".surface").boundingBox();
  await settles(page, "#card-3", [surface.x + surface.width / 2, surface.y + surface.height / 2]);
  assert.equal(await page.locator(".card.selected").getAttribute("id"), "card-3");
  await screenshot("view-finder");
  assert.deepEqual(await axe({ include: ".stage" }), []);
  await page.keyboard.press("Escape");
  await search.waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => document.activeElement.id), "board");
});

browserTest("quick add puts a node where the pointer is; Escape gives up", wide, async ({ page, context, goto, axe, screenshot }) => {
  await begin({ context, goto });
  await page.mouse.move(760, 600);
  await page.keyboard.press("/");
  const field = page.getByRole("combobox", { name: "Add or do" });
  await field.waitFor();
  await screenshot("view-quick-add");
  assert.deepEqual(await axe(), []);
  await page.keyboard.press("Escape");
  await field.waitFor({ state: "detached" });
  await page.keyboard.press("/");
  await page.keyboard.type("fifo");
  await page.getByRole("option", { selected: true, name: /SQS FIFO queue/ }).waitFor();
  await page.keyboard.press("Enter");
  await cards(page, 4);
  await field.waitFor({ state: "detached" });
  await settles(page, "#card-4", [760, 600], 60);
  await page.keyboard.press("/");
  await page.keyboard.type("xyzzy at all");
  await page.getByText("Nothing is called").waitFor();
});

browserTest("all commands are found by name with Ctrl+K", wide, async ({ page, context, goto }) => {
  await begin({ context, goto });
  const field = page.getByRole("combobox", { name: "Commands" });
  const run = async (text) => {
    await page.keyboard.press("Control+k");
    await page.keyboard.type(text);
    await page.keyboard.press("Enter");
    await field.waitFor({ state: "detached" });
  };
  await run("play");
  await page.getByRole("button", { name: "Pause", exact: true }).waitFor();
  await run("light or dark");
  await page.waitForFunction(() => document.documentElement.dataset.theme === "dark");
  await run("go to worker");
  await page.waitForFunction(() => document.querySelector(".card.selected")?.id === "card-3");
  await run("open example: a queue decouples");
  await page.waitForFunction(() => document.querySelector(".design-title").value === "A queue decouples");
  await page.getByRole("status").getByRole("button", { name: "Undo" }).click();
  await card(page, "producer").waitFor();
  await run("keyboard shortcuts");
  await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
});

browserTest("a wire that ends on the empty board offers what fits and joins it; one Undo takes both back", wide, async ({ page, context, goto, screenshot }) => {
  await begin({ context, goto });
  const start = await middle(port(page, "producer", ".*"));
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x + 60, start.y + 250, { steps: 5 });
  await page.mouse.up();
  await page.getByRole("combobox", { name: "Add and join" }).waitFor();
  const offered = await page.locator("#quick-list li").allTextContents().then((all) => all.map((text) => text.replace("Add", "")));
  assert.deepEqual(offered.slice(0, 2), ["SQS queue", "SQS FIFO queue"]);
  assert.ok(!offered.includes("Producer"), "nothing goes into a producer");
  await screenshot("view-add-and-join");
  await page.keyboard.press("Enter");
  await cards(page, 4);
  assert.equal(await wires(page).count(), 3);
  await page.keyboard.press("Control+z");
  await cards(page, 3);
  assert.equal(await wires(page).count(), 2);
});

browserTest("a node's menu by mouse and by keyboard does what it says and gives the focus back", wide, async ({ page, context, goto, axe, screenshot }) => {
  await begin({ context, goto });
  await card(page, "queue").click({ button: "right", position: { x: 80, y: 20 } });
  await menu(page, "queue").waitFor();
  await screenshot("view-menu-light");
  assert.deepEqual(await axe(), []);
  await page.evaluate(() => (document.documentElement.dataset.theme = "dark"));
  assert.deepEqual(await axe(), []);
  await screenshot("view-menu-dark");
  await page.getByRole("menuitem", { name: "Duplicate" }).click();
  await cards(page, 4);
  await menu(page, "queue").waitFor({ state: "detached" });

  await card(page, "producer").focus();
  await page.keyboard.press("Shift+F10");
  await menu(page, "producer").waitFor();
  await page.keyboard.press("Escape");
  await menu(page, "producer").waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => document.activeElement.id), "card-1", "the focus is where it was");
  await page.keyboard.press("Shift+F10");
  await page.waitForFunction(() => document.activeElement.id === "menu-0");
  await page.keyboard.press("ArrowUp");
  assert.equal(await page.evaluate(() => document.activeElement.textContent.startsWith("Delete")), true, "up from the first is the last");
  await page.keyboard.press("r");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.id === "rename");
  await page.keyboard.type("web");
  await page.keyboard.press("Enter");
  await card(page, "web").waitFor();
});

browserTest("wires and the board have menus of their own", wide, async ({ page, context, goto }) => {
  await begin({ context, goto });
  const at = await middle(wires(page).first());
  await page.mouse.click(at.x, at.y, { button: "right" });
  await page.getByRole("menuitem", { name: "Cut (partition)" }).click();
  await page.getByRole("button", { name: /Wire from producer to queue, cut/ }).waitFor({ state: "attached" });
  await page.mouse.click(at.x, at.y, { button: "right" });
  await page.getByRole("menuitem", { name: "Join again" }).click();
  await page.getByRole("button", { name: /Wire from producer to queue, cut/ }).waitFor({ state: "detached" });

  await page.mouse.click(700, 700, { button: "right" });
  await menu(page, "Board").waitFor();
  const redo = page.getByRole("menuitem", { name: "Redo" });
  assert.equal(await redo.getAttribute("aria-disabled"), "true");
  await page.getByRole("menuitem", { name: "Add here" }).click();
  await page.keyboard.type("worker");
  await page.keyboard.press("Enter");
  await cards(page, 4);
  await settles(page, "#card-4", [700, 700], 60);
});

browserTest("Tab brings a card into view that was out of sight", wide, async ({ page, context, goto }) => {
  await begin({ context, goto });
  await page.mouse.move(600, 700);
  await page.mouse.wheel(-3000, 0);
  await page.waitForFunction(() => document.querySelector("#card-2").getBoundingClientRect().x > 1440);
  await page.evaluate(() => document.querySelector("#card-2").focus({ preventScroll: true }));
  await page.waitForFunction(() => document.querySelector("#card-2").getBoundingClientRect().right < 1120);
});

browserTest("a file dropped anywhere opens, a link too, and Undo brings the old design back", wide, async ({ page, context, goto }) => {
  await begin({ context, goto });
  await dropOn(page, { name: "one.toml", text: 'version = 1\ntitle = "From a file"\n[nodes.only]\nkind = "worker"\nat = [0, 0]\n' });
  await page.waitForFunction(() => document.querySelector(".design-title").value === "From a file");
  await cards(page, 1);
  await page.getByRole("status").getByRole("button", { name: "Undo" }).click();
  await cards(page, 3);

  await page.getByLabel("Title of the design").fill("In a link");
  await page.getByLabel("Title of the design").press("Enter");
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const link = await page.locator("#share-link").inputValue();
  await page.keyboard.press("Escape");
  await page.getByLabel("Title of the design").fill("Something else");
  await page.getByLabel("Title of the design").press("Enter");
  await dropOn(page, { link });
  await page.waitForFunction(() => document.querySelector(".design-title").value === "In a link");
});

browserTest("what can't be read is refused in words, and nothing is lost", wide, async ({ page, context, goto }) => {
  await begin({ context, goto });
  await dropOn(page, { name: "broken.toml", text: "version = 1\n[nodes.a]\nkind = \"no such kind\"\n" });
  await page.getByRole("alert").getByText(/“broken.toml” can't be read: .*Your design is as it was/).waitFor();
  await cards(page, 3);
  await dropOn(page, { text: "just some words" });
  await page.getByRole("alert").getByText(/What you dropped is no design/).waitFor();
  await cards(page, 3);
});

browserTest("cards at the edge of the canvas pull the view along", wide, async ({ page, context, goto }) => {
  await begin({ context, goto });
  const surface = await page.locator(".surface").boundingBox();
  const at = await middle(card(page, "worker"));
  const left = await card(page, "producer").boundingBox();
  await page.mouse.move(at.x, at.y);
  await page.mouse.down();
  await page.mouse.move(surface.x + surface.width - 60, at.y, { steps: 4 });
  await page.mouse.move(surface.x + surface.width - 6, at.y, { steps: 4 });
  await page.waitForFunction((x) => document.querySelector("#card-1").getBoundingClientRect().x < x - 200, left.x);
  await page.mouse.up();
  const held = await card(page, "worker").boundingBox();
  assert.ok(held.x < surface.x + surface.width && held.x + held.width > surface.x + surface.width - 130, "the card stays under the pointer");
  await page.keyboard.press("Control+z");
});

browserTest("the legend names every producer of the run, in one order, even when nothing of it is on the board", wide, async ({ page, context, goto }) => {
  await begin({ context, goto });
  const legend = page.getByRole("list", { name: "Legend of messages" });
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await legend.getByText("producer", { exact: true }).waitFor();
  await page.evaluate(() => {
    globalThis.legendGone = 0;
    new MutationObserver(() => (globalThis.legendGone += document.querySelector(".legend") ? 0 : 1)).observe(document.querySelector(".board-area"), { childList: true });
  });
  await page.waitForFunction(() => document.querySelector(".clock b").textContent > "0:00:08");
  assert.equal(await page.evaluate(() => globalThis.legendGone), 0);
});

browserTest("cards out of sight keep their names, and are up to date when they come back", wide, async ({ page, context, goto }) => {
  await begin({ context, goto });
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await page.mouse.move(600, 700);
  await page.mouse.wheel(-4000, 0);
  await page.waitForFunction(() => !document.querySelector("#card-1 .card-figures"));
  assert.match(await page.locator("#card-1").getAttribute("aria-label"), /^producer, Producer/);
  const height = await page.locator("#card-2").evaluate((card) => card.style.height);
  assert.notEqual(height, "52px", "it keeps its size, so that wires stay where they are");
  await page.waitForFunction(() => document.querySelector(".clock b").textContent > "0:00:03");
  await page.mouse.wheel(4000, 0);
  await page.waitForFunction(() => [...document.querySelectorAll("#card-1 .card-figures b")].some((figure) => Number(figure.textContent) >= 3));
});
