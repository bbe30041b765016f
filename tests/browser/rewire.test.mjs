// Moving the ends of wires to other ports: by mouse, finger and keyboard. And what the canvas offers to faults.
import assert from "node:assert/strict";
import { browserTest } from "./harness.mjs";

const wide = { context: { viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" } };
const wire = (page, from, to) => page.getByRole("button", { name: new RegExp(`^Wire from ${from} to ${to}[,;]`) });

/** Two queues, and a producer that is joined with the first. */
const DESIGN = `version = 1
[nodes.web]
kind = "producer"
at = [0, 0]
[nodes.orders]
kind = "sqs-standard"
at = [500, 0]
[nodes.spare]
kind = "sqs-standard"
at = [500, 320]
[nodes.worker]
kind = "worker"
at = [1000, 0]
[[wires]]
join = "web -> orders"
latency = "5 s"
[[wires]]
join = "orders -> worker"
`;

async function begin({ context, goto, page }) {
  await context.addInitScript(
    ([key, text]) => location.protocol.startsWith("http") && localStorage.setItem(key, text),
    ["decouple.design", DESIGN],
  );
  await goto();
  await page.getByRole("button", { name: "Fit" }).click();
}

const middle = async (locator) => {
  await locator.scrollIntoViewIfNeeded();
  const box = await locator.boundingBox();
  return [box.x + box.width / 2, box.y + box.height / 2];
};

/** Selects the wire from web to orders; its grips are at its start and at its end. */
async function grips(page) {
  await wire(page, "web", "orders").press("Enter");
  await page.locator(".wire-grip").nth(1).waitFor();
  return page.locator(".wire-grip");
}

browserTest("by mouse: an end of a wire is dragged to another port, in one step of undo, and refused with the reason where it can't be", wide, async (session) => {
  const { page, screenshot } = session;
  await begin(session);
  const end = await middle((await grips(page)).nth(1));
  await page.mouse.move(...end);
  await page.mouse.down();
  await page.mouse.move(...(await middle(page.getByRole("group", { name: /^worker,/ }))), { steps: 6 });
  await page.locator(".wire-refusal", { hasText: "web sends, but worker polls" }).waitFor();
  await page.mouse.up();
  await page.locator(".notice", { hasText: "web sends, but worker polls" }).waitFor();
  await wire(page, "web", "orders").waitFor();
  await page.mouse.move(...end);
  await page.mouse.down();
  await page.mouse.move(...(await middle(page.getByRole("group", { name: /^spare,/ }))), { steps: 6 });
  await screenshot("rewire-drag");
  await page.mouse.up();
  await wire(page, "web", "spare").waitFor();
  assert.equal(await wire(page, "web", "orders").count(), 0);
  await screenshot("rewire-done");
  await page.keyboard.press("Control+z");
  await wire(page, "web", "orders").waitFor();
});

browserTest("an end that is let go on the empty board goes back, and Escape gives up", wide, async (session) => {
  const { page } = session;
  await begin(session);
  const [x, y] = await middle((await grips(page)).nth(0));
  for (const givenUp of [false, true]) {
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 20, y + 200, { steps: 6 });
    if (givenUp) await page.keyboard.press("Escape");
    await page.mouse.up();
    await wire(page, "web", "orders").waitFor();
    await page.locator(".wire-grip").nth(1).waitFor();
  }
  assert(await page.getByRole("button", { name: /^Undo/ }).isDisabled());
});

browserTest("by keyboard: the inspector lists the ports that fit each end", wide, async (session) => {
  const { page, axe } = session;
  await begin(session);
  await wire(page, "web", "orders").press("Enter");
  const to = page.getByRole("combobox", { name: "To", exact: true });
  assert.deepEqual(await to.locator("option").allTextContents(), ["orders", "spare"]);
  assert.deepEqual(await page.getByRole("combobox", { name: "From", exact: true }).locator("option").allTextContents(), ["web", "worker"]);
  await to.selectOption("spare");
  await wire(page, "web", "spare").waitFor();
  assert.deepEqual(await axe({ include: ".inspector" }), []);
});

browserTest("by touch: a finger moves the end of a wire", { context: { viewport: { width: 1024, height: 768 }, hasTouch: true } }, async (session) => {
  const { page, context } = session;
  await begin(session);
  const [x, y] = await middle((await grips(page)).nth(1));
  const [toX, toY] = await middle(page.getByRole("group", { name: /^spare,/ }));
  const client = await context.newCDPSession(page);
  const touch = (type, points) => client.send("Input.dispatchTouchEvent", { type, touchPoints: points });
  await touch("touchStart", [{ x, y }]);
  for (let step = 1; step <= 8; step += 1) {
    await touch("touchMove", [{ x: x + ((toX - x) * step) / 8, y: y + ((toY - y) * step) / 8 }]);
  }
  await touch("touchEnd", []);
  await wire(page, "web", "spare").waitFor();
});

browserTest("a message fault dropped on a token under way meets that message", { context: { viewport: { width: 1440, height: 900 } } }, async (session) => {
  const { page } = session;
  await begin(session);
  // The wire takes five seconds, so that several tokens are on it when time stands still.
  const play = page.getByRole("button", { name: "Play", exact: true });
  if (await play.count()) await play.click();
  await page.waitForFunction(() => document.querySelector(".clock b").textContent > "0:00:04");
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  const ends = await grips(page);
  const [from, to] = [await middle(ends.nth(0)), await middle(ends.nth(1))];
  const [x, y] = await middle(page.locator('[data-fault="drop"]'));
  await page.mouse.move(x, y);
  await page.mouse.down();
  const fits = page.locator(".fault-ghost.fits");
  for (let share = 0; share <= 1 && !(await fits.count()); share += 0.01) {
    await page.mouse.move(from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  }
  await fits.waitFor();
  await page.mouse.up();
  await page.locator(".notice", { hasText: /\(drop m-\d+\)/ }).waitFor();
});

for (const colorScheme of ["light", "dark"]) {
  browserTest(`the selected wire and its settings have no barriers in the ${colorScheme} theme`, { context: { viewport: { width: 1440, height: 900 }, colorScheme, reducedMotion: "reduce" } }, async (session) => {
    await begin(session);
    await grips(session.page);
    await session.screenshot(`rewire-${colorScheme}`);
    assert.deepEqual(await session.axe(), []);
  });
}

browserTest("the share dialog leads to keeping the run as a scenario", wide, async (session) => {
  const { page } = session;
  await begin(session);
  await page.getByRole("button", { name: "Share", exact: true }).click();
  await page.getByRole("dialog", { name: "Share" }).getByRole("button", { name: "Save this run as a scenario…" }).click();
  await page.getByRole("dialog", { name: /^Save this run/ }).waitFor();
  assert.equal(await page.getByRole("dialog", { name: "Share" }).count(), 0);
});

browserTest("a message fault dropped on a row of the inspector's list meets that message", wide, async (session) => {
  const { page } = session;
  await begin(session);
  const orders = page.getByRole("group", { name: /^orders,/ });
  await wire(page, "orders", "worker").press("Delete");
  await wire(page, "web", "orders").press("Enter");
  await page.getByRole("textbox", { name: "Latency" }).fill("0");
  await page.keyboard.press("Enter");
  await orders.press("Enter");
  await page.getByRole("tab", { name: "Messages" }).click();
  const play = page.getByRole("button", { name: "Play", exact: true });
  if (await play.count()) await play.click();
  const row = page.locator(".inspector [data-message]").first();
  await row.waitFor();
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  const message = await row.getAttribute("data-message");
  const [x, y] = await middle(page.locator('[data-fault="drop"]'));
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(...(await middle(row)), { steps: 4 });
  await page.locator(".fault-ghost.fits").waitFor();
  await page.mouse.up();
  await page.locator(".notice", { hasText: `(drop ${message})` }).waitFor();
});
