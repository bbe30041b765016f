// The canvas by mouse, by keyboard and by touch.
import assert from "node:assert/strict";
import { browserTest } from "./harness.mjs";

const card = (page, name) => page.getByRole("group", { name: new RegExp(`^${name},`) });
const port = (page, name, label) => page.getByRole("button", { name: new RegExp(`^${name}: ${label}`) });
const wires = (page) => page.locator(".wire-handle");
const place = (locator) => locator.evaluate((element) => element.style.transform);

/** Drags a kind from the palette to a place of the board. */
async function drop(page, kind, x, y) {
  await page.locator(`[data-kind="${kind}"]`).dragTo(page.locator(".surface"), { targetPosition: { x, y } });
}

/** Opens the page with an empty design, as someone left it who threw everything away. */
async function begin({ context, goto }) {
  await context.addInitScript((key) => localStorage.setItem(key, "version = 1\n"), "decouple.design");
  await goto();
}

/** A producer, a queue and a worker side by side, not joined. */
async function three(page) {
  await drop(page, "producer", 130, 200);
  await drop(page, "sqs-standard", 440, 200);
  await drop(page, "worker", 740, 200);
  await card(page, "worker").waitFor();
}

async function middle(locator) {
  const box = await locator.boundingBox();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Drags from one element to another in small steps; `before` looks at the page before the button is let go. */
async function pull(page, from, to, before = async () => {}) {
  const [start, end] = [await middle(from), await middle(to)];
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 4 });
  await page.mouse.move(end.x, end.y, { steps: 4 });
  await before();
  await page.mouse.up();
}

const wide = { context: { viewport: { width: 1440, height: 900 } } };

browserTest("by mouse: nodes are dropped, joined, moved, deleted and brought back", wide, async ({ page, context, goto, screenshot }) => {
  await begin({ context, goto });
  await page.getByRole("heading", { name: "An empty board" }).waitFor();
  await three(page);
  await pull(page, port(page, "producer", ".*"), port(page, "queue", ".* in"));
  await page.waitForFunction(() => document.querySelectorAll(".wire-handle").length === 1);
  await pull(page, port(page, "queue", ".* out"), card(page, "worker"));
  await page.waitForFunction(() => document.querySelectorAll(".wire-handle").length === 2);
  assert.deepEqual(
    await wires(page).evaluateAll((all) => all.map((wire) => wire.ariaLabel.split(/[,;]/)[0])),
    ["Wire from producer to queue", "Wire from queue to worker"],
  );

  const queue = card(page, "queue");
  const before = await place(queue);
  const at = await middle(queue);
  await page.mouse.move(at.x, at.y);
  await page.mouse.down();
  await page.mouse.move(at.x + 37, at.y + 101, { steps: 5 });
  await page.mouse.up();
  const after = await place(queue);
  const [dx, dy] = [0, 1].map((axis) => Number(after.match(/-?\d+/g)[axis]) - Number(before.match(/-?\d+/g)[axis]));
  assert.deepEqual([dx, dy], [40, 104], "cards move on a grid of 8 px");
  await page.keyboard.press("Control+z");
  await page.waitForFunction((wanted) => [...document.querySelectorAll(".card")].some((found) => found.style.transform === wanted), before);

  await card(page, "worker").click();
  await page.keyboard.press("Delete");
  await card(page, "worker").waitFor({ state: "detached" });
  assert.equal(await wires(page).count(), 1, "its wire goes with it");
  await page.keyboard.press("Control+z");
  await card(page, "worker").waitFor();
  assert.equal(await wires(page).count(), 2);
  await screenshot("canvas-three");
});

browserTest("a wire that can't be says why, while it is drawn and when it is let go", wide, async ({ page, context, goto, screenshot }) => {
  await begin({ context, goto });
  await three(page);
  const reason = "producer sends, but worker polls. Put a queue between.";
  await pull(page, port(page, "producer", ".*"), card(page, "worker"), async () => {
    assert.equal(await page.locator(".wire-refusal").textContent(), reason);
    await screenshot("canvas-refused");
  });
  await page.getByRole("alert").getByText(reason).waitFor();
  assert.equal(await wires(page).count(), 0);
  assert.equal(await page.locator(".wire-refusal").count(), 0);
});

browserTest("a wire is selected with a click and deleted", wide, async ({ page, context, goto }) => {
  await begin({ context, goto });
  await three(page);
  await pull(page, port(page, "producer", ".*"), port(page, "queue", ".* in"));
  await wires(page).waitFor({ state: "attached" });
  const at = await middle(wires(page));
  await page.mouse.click(at.x, at.y);
  await page.getByRole("button", { name: /Wire from producer to queue, selected/ }).waitFor({ state: "attached" });
  await page.keyboard.press("Delete");
  await wires(page).waitFor({ state: "detached" });
});

browserTest("a marquee selects what it touches, and Escape lets go", wide, async ({ page, context, goto }) => {
  await begin({ context, goto });
  await three(page);
  const surface = await page.locator(".surface").boundingBox();
  await page.mouse.move(surface.x + 5, surface.y + 5);
  await page.mouse.down();
  await page.mouse.move(surface.x + 560, surface.y + 400, { steps: 6 });
  assert.equal(await page.locator(".marquee").count(), 1);
  await page.mouse.up();
  assert.equal(await page.locator(".card.selected").count(), 2);
  assert.equal(await page.locator(".marquee").count(), 0);
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => document.querySelectorAll(".card.selected").length === 0);
});

browserTest("zooming, scrolling and fitting show another part of the board", wide, async ({ page, context, goto }) => {
  await begin({ context, goto });
  await three(page);
  const percent = page.locator(".zoom .percent");
  assert.equal(await percent.textContent(), "100 %");
  await page.getByRole("button", { name: "Zoom in" }).click();
  assert.equal(await percent.textContent(), "125 %");
  await page.mouse.move(700, 400);
  const before = await card(page, "queue").boundingBox();
  await page.mouse.wheel(30, 120);
  await page.waitForFunction((top) => document.querySelector("#card-2").getBoundingClientRect().top < top - 100, before.y);
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, 100);
  await page.keyboard.up("Control");
  await page.waitForFunction(() => parseInt(document.querySelector(".zoom .percent").textContent) < 120);
  await page.getByRole("button", { name: "Fit" }).click();
  const surface = await page.locator(".surface").boundingBox();
  for (const name of ["producer", "queue", "worker"]) {
    const box = await card(page, name).boundingBox();
    assert.ok(box.x > surface.x && box.x + box.width < surface.x + surface.width, `${name} is in view`);
  }
});

browserTest("by keyboard: nodes are added, joined, moved and removed, and each step is said", wide, async ({ page, context, goto, axe }) => {
  await begin({ context, goto });
  for (const kind of ["producer", "sqs-standard", "worker"]) {
    await page.locator(`[data-kind="${kind}"]`).focus();
    await page.keyboard.press("Enter");
  }
  await card(page, "worker").waitFor();
  const said = page.locator(".board-area > [role=status].for-reader");
  await port(page, "producer", ".*").focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => /can go to one place/.test(document.querySelector(".board-area > [role=status].for-reader").textContent));
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await wires(page).waitFor({ state: "attached" });
  assert.equal(await said.textContent(), "producer and queue are joined.");

  await port(page, "queue", ".* out").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  assert.equal(await said.textContent(), "The wire was given up.");
  assert.equal(await wires(page).count(), 1);

  await card(page, "queue").focus();
  const before = await place(card(page, "queue"));
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Shift+ArrowDown");
  const [x, y] = before.match(/-?\d+/g).map(Number);
  assert.equal(await place(card(page, "queue")), `translate(${x + 8}px, ${y + 40}px)`);
  assert.equal(await page.evaluate(() => document.activeElement.id), "card-2", "the focus stays where it is");

  await wires(page).focus();
  await page.keyboard.press("Delete");
  await wires(page).waitFor({ state: "detached" });
  await card(page, "queue").focus();
  await page.keyboard.press("Control+d");
  await page.waitForFunction(() => document.querySelectorAll(".card").length === 4);
  assert.equal(await page.evaluate(() => document.activeElement.id), "card-2", "a new node does not take the focus away");
  await page.keyboard.press("Control+a");
  await page.waitForFunction(() => document.querySelectorAll(".card.selected").length === 4);
  await card(page, "worker").focus();
  await page.keyboard.press("Delete");
  await page.waitForFunction(() => document.querySelectorAll(".card").length === 0);
  await page.keyboard.press("Control+z");
  await page.waitForFunction(() => document.querySelectorAll(".card").length === 4);
  assert.deepEqual(await axe({ include: ".stage" }), []);
});

const phone = { context: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } };

browserTest("a finger moves the board, two fingers scale it", phone, async ({ page, context, goto, screenshot }) => {
  await begin({ context, goto });
  await page.evaluate(() => document.querySelector('[data-kind="producer"]').click());
  await card(page, "producer").waitFor();
  const client = await context.newCDPSession(page);
  const touch = (type, points) => client.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
  const surface = await page.locator(".surface").boundingBox();
  const [x, y] = [surface.x + 40, surface.y + 40];
  const before = await card(page, "producer").boundingBox();
  await touch("touchStart", [[x, y]]);
  for (const step of [10, 30, 60]) await touch("touchMove", [[x + step, y + step]]);
  await touch("touchEnd", []);
  const after = await card(page, "producer").boundingBox();
  assert.deepEqual([after.x - before.x, after.y - before.y].map(Math.round), [60, 60]);
  await touch("touchStart", [[x, y], [x + 100, y]]);
  for (const step of [10, 25, 50]) await touch("touchMove", [[x, y], [x + 100 + step, y]]);
  await touch("touchEnd", []);
  const zoomed = await card(page, "producer").boundingBox();
  assert.equal((zoomed.width / after.width).toFixed(1), "1.5");
  await screenshot("canvas-phone");
});

browserTest("who wants little motion gets counters instead of travelling tokens", { context: { viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" } }, async ({ page, context, goto }) => {
  await begin({ context, goto });
  await three(page);
  await pull(page, port(page, "producer", ".*"), port(page, "queue", ".* in"));
  await pull(page, port(page, "queue", ".* out"), card(page, "worker"));
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await page.waitForFunction(() => Number(document.querySelector("#card-3 .card-figures b")?.textContent ?? 0) > 0);
});
