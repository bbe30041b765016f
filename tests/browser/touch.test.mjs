// The board by touch, with the browser's own touch events.
import assert from "node:assert/strict";
import { browserTest } from "./harness.mjs";

const card = (page, name) => page.getByRole("group", { name: new RegExp(`^${name},`) });
const port = (page, name, label) => page.getByRole("button", { name: new RegExp(`^${name}: ${label}`) });
const wires = (page) => page.locator(".wire-handle");
const phone = { context: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } };
const tablet = { context: { viewport: { width: 1024, height: 768 }, hasTouch: true } };

const THREE = `version = 1
[nodes.producer]
kind = "producer"
at = [40, 40]
[nodes.queue]
kind = "sqs-standard"
at = [40, 240]
[nodes.worker]
kind = "worker"
at = [40, 480]
`;

/** Opens the page with three nodes, and gives fingers to touch it with. */
async function begin({ page, context, goto }) {
  await context.addInitScript((toml) => localStorage.setItem("decouple.design", toml), THREE);
  await goto();
  await card(page, "worker").waitFor();
  const client = await context.newCDPSession(page);
  const touch = (type, points) => client.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
  const tap = async ({ x, y }) => {
    await touch("touchStart", [[x, y]]);
    await touch("touchMove", [[x + 3, y + 2]]);
    await touch("touchEnd", []);
  };
  return { touch, tap };
}

const middle = async (locator) => {
  const box = await locator.boundingBox();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};

browserTest("two fingers move and scale the board together, and the page keeps its size", phone, async (session) => {
  const { page } = session;
  const { touch } = await begin(session);
  const surface = await page.locator(".surface").boundingBox();
  const [x, y] = [surface.x + 100, surface.y + 100];
  const before = await card(page, "queue").boundingBox();
  await touch("touchStart", [[x, y], [x + 80, y]]);
  for (const step of [10, 25, 40]) await touch("touchMove", [[x + step, y + step], [x + 80 + step, y + step]]);
  await touch("touchEnd", []);
  const moved = await card(page, "queue").boundingBox();
  assert.deepEqual([moved.x - before.x, moved.y - before.y].map(Math.round), [40, 40]);
  await touch("touchStart", [[x, y], [x + 80, y]]);
  for (const step of [20, 50, 80]) await touch("touchMove", [[x, y], [x + 80 + step, y]]);
  await touch("touchEnd", []);
  assert.equal(((await card(page, "queue").boundingBox()).width / moved.width).toFixed(1), "2.0");
  assert.equal(await page.evaluate(() => visualViewport.scale), 1);
});

browserTest("a long press opens the menu of what lies under the finger; letting go leaves it open", phone, async (session) => {
  const { page, axe, screenshot } = session;
  const { touch, tap } = await begin(session);
  const at = await middle(card(page, "queue"));
  await touch("touchStart", [[at.x, at.y]]);
  await page.getByRole("menu", { name: "queue" }).waitFor();
  await touch("touchEnd", []);
  assert.ok(await page.getByRole("menu", { name: "queue" }).isVisible());
  await screenshot("touch-menu");
  assert.deepEqual(await axe(), []);
  const item = await page.getByRole("menuitem", { name: "Delete" }).boundingBox();
  assert.ok(item.height >= 44, "large enough for a finger");
  await tap({ x: item.x + 40, y: item.y + 20 });
  await card(page, "queue").waitFor({ state: "detached" });

  const node = await middle(card(page, "worker"));
  await touch("touchStart", [[node.x, node.y]]);
  await page.getByRole("menu", { name: "worker" }).waitFor();
  await touch("touchEnd", []);
  await tap({ x: 30, y: 790 });
  await page.getByRole("menu").waitFor({ state: "detached" });
  assert.equal(await page.locator(".card").count(), 2, "a tap beside it only closes the menu");
});

browserTest("a finger that moves opens no menu but moves the card", phone, async (session) => {
  const { page } = session;
  const { touch } = await begin(session);
  const at = await middle(card(page, "queue"));
  const before = await card(page, "queue").boundingBox();
  await touch("touchStart", [[at.x, at.y]]);
  for (const step of [10, 24, 40]) await touch("touchMove", [[at.x + step, at.y]]);
  await touch("touchEnd", []);
  assert.ok((await card(page, "queue").boundingBox()).x > before.x + 20);
  assert.equal(await page.getByRole("menu").count(), 0);
});

browserTest("wires are drawn by finger: from port to port, and with two taps", tablet, async (session) => {
  const { page, screenshot } = session;
  const { touch, tap } = await begin(session);
  const [start, end] = [await middle(port(page, "producer", ".*")), await middle(port(page, "queue", ".* in"))];
  await touch("touchStart", [[start.x, start.y]]);
  for (const share of [0.3, 0.7, 1]) await touch("touchMove", [[start.x + (end.x - start.x) * share, start.y + (end.y - start.y) * share]]);
  await touch("touchEnd", []);
  await page.waitForFunction(() => document.querySelectorAll(".wire-handle").length === 1);
  await tap(await middle(port(page, "queue", ".* out")));
  await page.locator(".port.target").first().waitFor();
  await screenshot("touch-wiring");
  await tap(await middle(card(page, "worker")));
  await page.waitForFunction(() => document.querySelectorAll(".wire-handle").length === 2);
  assert.equal(await wires(page).count(), 2);
});

browserTest("a tap on the empty board after a tap on a port offers what fits", tablet, async (session) => {
  const { page } = session;
  const { tap } = await begin(session);
  await tap(await middle(port(page, "producer", ".*")));
  await page.locator(".port.target").first().waitFor();
  const surface = await page.locator(".surface").boundingBox();
  await tap({ x: surface.x + surface.width / 2, y: surface.y + surface.height - 40 });
  await page.getByRole("combobox", { name: "Add and join" }).waitFor();
  await page.getByRole("option", { name: /SQS queue/ }).tap();
  await page.waitForFunction(() => document.querySelectorAll(".card").length === 4);
  assert.equal(await wires(page).count(), 1);
});
