// Drawing: boxes, notes, looks of wires, arranging, the clipboard; by mouse, keyboard and touch.
import assert from "node:assert/strict";
import { browserTest } from "./harness.mjs";

const card = (page, name) => page.getByRole("group", { name: new RegExp(`^${name},`) });
const frame = (page, name) => page.getByRole("group", { name: new RegExp(`^(Box|Region|Zone) ${name}[,;]`) });
const sticky = (page) => page.locator(".sticky");
const place = async (locator) => {
  const transform = await locator.evaluate((element) => element.style.transform);
  return transform.match(/-?\d+/g).map(Number);
};
const size = (locator) => locator.evaluate((element) => [parseInt(element.style.width), parseInt(element.style.height)]);

/** A producer, a queue and a worker, joined, in a Region; the run is paused. */
const DESIGN = `version = 1
[[areas]]
name = "us-east-1"
kind = "region"
at = [0, 0]
size = [640, 320]
[nodes.web]
kind = "producer"
at = [40, 80]
[nodes.orders]
kind = "sqs-standard"
at = [360, 80]
[nodes.worker]
kind = "worker"
at = [720, 120]
[[wires]]
join = "web -> orders"
[[wires]]
join = "orders -> worker"
`;

async function begin({ context, goto }, design = DESIGN) {
  // A new tab is an empty page at first, which has no storage.
  await context.addInitScript(
    ([key, text]) => location.protocol.startsWith("http") && localStorage.setItem(key, text),
    ["decouple.design", design],
  );
  await goto();
}

/** Drags from one place of the window to another in small steps. */
async function drag(page, from, to, keys = []) {
  await page.mouse.move(from.x, from.y);
  for (const key of keys) await page.keyboard.down(key);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
  for (const key of keys) await page.keyboard.up(key);
}

/** The corner of an element in the window, a little inside. */
async function corner(locator, dx = 12, dy = 10) {
  const box = await locator.boundingBox();
  return { x: box.x + dx, y: box.y + dy };
}

const moved = (locator, before) =>
  locator.evaluate(
    (element, before) => new Promise((done) => {
      const look = () => (element.style.transform === before ? requestAnimationFrame(look) : done(element.style.transform));
      look();
    }),
    before,
  );
const transform = (locator) => locator.evaluate((element) => element.style.transform);

/** Without transitions, so that colours are final at once. */
const calm = { context: { viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" } };
const wide = { context: { viewport: { width: 1440, height: 900 } } };

browserTest("by mouse: a box moves with what stands in it, alone with Alt, and is resized at its grips", wide, async ({ page, context, goto, screenshot }) => {
  await begin({ context, goto });
  const region = frame(page, "us-east-1");
  await region.waitFor();
  const before = [await place(region), await place(card(page, "web")), await place(card(page, "worker"))];
  const name = await corner(region.locator(".frame-name"));
  await drag(page, name, { x: name.x + 80, y: name.y - 40 });
  const after = [await place(region), await place(card(page, "web")), await place(card(page, "worker"))];
  const way = after[0].map((at, index) => at - before[0][index]);
  assert.ok(way[0] > 0 && way[1] < 0, `moved by ${way}`);
  assert.deepEqual(after[1].map((at, index) => at - before[1][index]), way, "the node inside moved along");
  assert.deepEqual(after[2], before[2], "the node outside stayed");
  await screenshot("draw-box");

  await page.keyboard.press("Control+z");
  await moved(region, `translate(${after[0][0]}px, ${after[0][1]}px)`);
  assert.deepEqual(await place(card(page, "web")), before[1], "one undo takes all of it back");

  const alone = await corner(region.locator(".frame-name"));
  await drag(page, alone, { x: alone.x - 60, y: alone.y - 60 }, ["Alt"]);
  assert.deepEqual(await place(card(page, "web")), before[1], "with Alt the box moves alone");
  assert.notDeepEqual(await place(region), before[0]);

  const [wideBefore] = await size(region);
  const grip = await region.locator(".grip").nth(2).boundingBox();
  await drag(page, { x: grip.x + 4, y: grip.y + 4 }, { x: grip.x + 84, y: grip.y + 44 });
  assert.ok((await size(region))[0] > wideBefore);
});

browserTest("a note is added, written in place, coloured, moved by keyboard and brought back", wide, async ({ page, context, goto, axe, screenshot }) => {
  await begin({ context, goto });
  await card(page, "web").focus();
  await page.keyboard.press("t");
  const text = page.getByRole("textbox", { name: "Text of the note" });
  await text.fill("Why twice?\nLook at the timeout.");
  await page.keyboard.press("Escape");
  await page.getByText("Look at the timeout.", { exact: false }).first().waitFor();
  assert.equal(await sticky(page).locator("p").innerText(), "Why twice?\nLook at the timeout.");
  await page.getByRole("radio", { name: "pink" }).click();
  await page.locator(".sticky.pink").waitFor();
  await sticky(page).focus();
  const before = await transform(sticky(page));
  const [x, y] = await place(sticky(page));
  await page.keyboard.press("ArrowRight");
  await moved(sticky(page), before);
  assert.deepEqual(await place(sticky(page)), [x + 8, y]);
  const [w, h] = await size(sticky(page));
  await page.keyboard.press("Shift+ArrowDown");
  await page.waitForFunction((h) => parseInt(document.querySelector(".sticky").style.height) === h + 8, h);
  assert.equal((await size(sticky(page)))[0], w);
  for (const theme of ["light", "dark"]) {
    await page.evaluate((theme) => (document.documentElement.dataset.theme = theme), theme);
    await screenshot(`draw-note-${theme}`);
    assert.deepEqual(await axe(), [], theme);
  }
  await page.keyboard.press("Delete");
  await sticky(page).waitFor({ state: "detached" });
  await page.keyboard.press("Control+z");
  await sticky(page).waitFor();
});

browserTest("boxes and notes come from the palette; G draws a box around what is selected, Enter names it", wide, async ({ page, context, goto }) => {
  await begin({ context, goto });
  await page.locator('[data-kind="draw-zone"]').dragTo(page.locator(".surface"), { targetPosition: { x: 700, y: 150 } });
  await frame(page, "a").waitFor();
  await page.getByRole("region", { name: "Box" }).waitFor();
  await page.getByRole("radio", { name: "Plain box" }).click();
  await page.getByRole("group", { name: /^Box a,/ }).waitFor();
  await page.locator('[data-kind="draw-note"]').click();
  await sticky(page).waitFor();
  await card(page, "worker").focus();
  await page.keyboard.press("g");
  const group = frame(page, "Group");
  await group.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("textbox", { name: "Name of the box" }).last().fill("Consumers");
  await page.keyboard.press("Enter");
  await frame(page, "Consumers").waitFor();
});

browserTest("a wire gets a label and a shape, in the inspector and in place", wide, async ({ page, context, goto, screenshot }) => {
  await begin({ context, goto });
  await page.locator("#wire-2").focus();
  await page.keyboard.press("Enter");
  await page.getByRole("radio", { name: "Stepped" }).click();
  await page.getByRole("radio", { name: "Dashed" }).click();
  await page.getByRole("radio", { name: "Stepped", checked: true }).waitFor();
  await page.locator("#wire-2").focus();
  await page.keyboard.press("F2");
  await page.getByRole("textbox", { name: "Label of the wire" }).fill("new orders");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector("#wire-label")?.value === "new orders");
  await screenshot("draw-wire");
  await page.keyboard.press("Control+z");
  await page.waitForFunction(() => document.querySelector("#wire-label")?.value === "");
});

browserTest("copied in one tab, pasted in another, from where it goes on as text", { context: { viewport: { width: 1440, height: 900 }, permissions: ["clipboard-read", "clipboard-write"] } }, async ({ page, context, goto, url }) => {
  await begin({ context, goto });
  await frame(page, "us-east-1").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await page.locator(".frame.selected, .frame").first().focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Control+c");
  await page.waitForFunction(async () => (await navigator.clipboard.readText()).startsWith("# A piece of a Decouple design"));
  const text = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(text.includes("[nodes.orders]") && !text.includes("[nodes.worker]"), text);

  const other = await context.newPage();
  await other.goto(url);
  await card(other, "web").waitFor();
  await other.bringToFront();
  await other.locator("#board").focus();
  await other.keyboard.press("Control+v");
  await card(other, "web-2").waitFor();
  assert.equal(await other.locator(".frame").count(), 2);
  await other.keyboard.press("Control+v");
  await card(other, "web-3").waitFor();
  await other.keyboard.press("Control+x");
  await card(other, "web-3").waitFor({ state: "detached" });

  await other.evaluate(() => navigator.clipboard.writeText("Dear all, see you."));
  await other.locator("#board").focus();
  await other.keyboard.press("Control+v");
  await other.getByText("What was pasted is no piece of a design.", { exact: false }).waitFor();
});

browserTest("several things are aligned, and the whole design is tidied up, each in one step of undo", calm, async ({ page, context, goto, axe, screenshot }) => {
  await begin({ context, goto });
  await page.locator("#board").focus();
  await page.keyboard.press("Control+a");
  await page.getByRole("heading", { name: "3 nodes, 1 box" }).waitFor();
  await page.keyboard.press("Escape");
  await card(page, "orders").click({ position: { x: 60, y: 20 } });
  await card(page, "worker").click({ position: { x: 60, y: 20 }, modifiers: ["Shift"] });
  await page.getByRole("toolbar", { name: "Arrange" }).waitFor();
  for (const theme of ["light", "dark"]) {
    await page.evaluate((theme) => (document.documentElement.dataset.theme = theme), theme);
    assert.deepEqual(await axe({ include: ".inspector" }), [], theme);
  }
  await screenshot("draw-arrange");
  const before = await transform(card(page, "worker"));
  await page.getByRole("button", { name: "Align top" }).click();
  await moved(card(page, "worker"), before);
  assert.equal((await place(card(page, "worker")))[1], (await place(card(page, "orders")))[1]);
  await page.keyboard.press("Control+z");
  await page.waitForFunction((before) => document.querySelector("#card-3").style.transform === before, before);

  await page.locator("#board").focus();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Tidy up" }).click();
  await moved(card(page, "worker"), before);
  const [web, orders, worker] = await Promise.all(["web", "orders", "worker"].map((name) => place(card(page, name))));
  assert.ok(web[0] < orders[0] && orders[0] < worker[0]);
  await screenshot("draw-tidy");
});

browserTest("by keyboard: W joins a node with the one that is chosen", wide, async ({ page, context, goto }) => {
  await begin({ context, goto }, DESIGN.split("[[wires]]")[0]);
  await card(page, "web").focus();
  await page.keyboard.press("w");
  await page.getByText(/A wire from web, .* can go to/).waitFor({ state: "attached" });
  await page.keyboard.press("Enter");
  await page.locator("#wire-1").waitFor({ state: "attached" });
  await page.getByText("web and orders are joined.").waitFor({ state: "attached" });
});

browserTest("by touch: a box is moved by its name and a note by a finger", { context: { viewport: { width: 820, height: 1000 }, hasTouch: true } }, async ({ page, context, goto }) => {
  await begin({ context, goto });
  const region = frame(page, "us-east-1");
  await region.waitFor();
  const before = await transform(region);
  const name = await corner(region.locator(".frame-name"));
  const client = await context.newCDPSession(page);
  const touch = (type, x, y) =>
    client.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x, y }] });
  await touch("touchStart", name.x, name.y);
  for (const step of [10, 20, 40, 60]) await touch("touchMove", name.x + step, name.y + step);
  await touch("touchEnd");
  await moved(region, before);
});
