// Faults: dropped by mouse and finger, chosen by keyboard, planned on the timeline, ended with a click; and a run that
// becomes a scenario.
import assert from "node:assert/strict";
import { browserTest } from "./harness.mjs";

const notice = (page, text) => page.locator(".notice", { hasText: text });
const pause = async (page) => {
  const button = page.getByRole("button", { name: "Pause", exact: true });
  if (await button.count()) await button.click();
};
const middle = async (locator) => {
  await locator.scrollIntoViewIfNeeded();
  const box = await locator.boundingBox();
  return [box.x + box.width / 2, box.y + box.height / 2];
};

async function drag(page, verb, target) {
  const [x, y] = await middle(page.locator(`[data-fault="${verb}"]`));
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 30, y - 30, { steps: 2 });
  await page.mouse.move(...(await middle(target)), { steps: 4 });
  await page.locator(".fault-ghost.fits").waitFor();
  await page.mouse.up();
}

browserTest("a fault dropped on a node happens there, says its command, and is ended with one click", async ({ page, goto }) => {
  await goto();
  const worker = page.getByRole("group", { name: /^worker/ });
  await worker.waitFor();
  await drag(page, "fail", worker);
  await notice(page, "worker is down. (fail worker)").waitFor();
  await page.getByRole("group", { name: /^worker.*down/ }).waitFor();
  await page.getByRole("button", { name: "Restart: down" }).click();
  await notice(page, "(restart worker)").waitFor();
  await page.getByRole("button", { name: "Restart: down" }).waitFor({ state: "detached" });
});

browserTest("while it is dragged a fault lights up what it fits, and nowhere else it does anything", async ({ page, goto }) => {
  await goto();
  await page.locator(".card").first().waitFor();
  const [x, y] = await middle(page.locator('[data-fault="throttle"]'));
  await page.mouse.move(x, y);
  await page.mouse.down();
  const queue = page.getByRole("group", { name: /^orders/ });
  await page.mouse.move(...(await middle(page.getByRole("group", { name: /^worker/ }))), { steps: 4 });
  assert.equal(await page.locator("body").getAttribute("data-aim"), "service");
  const outline = (card) => card.evaluate((element) => getComputedStyle(element).outlineStyle);
  assert.equal(await outline(queue), "dashed");
  assert.notEqual(await outline(page.getByRole("group", { name: /^worker/ })), "dashed");
  await page.mouse.up();
  assert.equal(await page.locator("body").getAttribute("data-aim"), null);
  assert.equal(await page.locator(".notice").count(), 0);
  await drag(page, "throttle", queue);
  await notice(page, "(throttle orders 50%)").waitFor();
});

browserTest("a wire is cut by a drop on it, and healed", async ({ page, goto }) => {
  await goto();
  await page.locator(".card").first().waitFor();
  await drag(page, "partition", page.locator(".wire-handle").first());
  await notice(page, "(partition web orders)").waitFor();
  await page.getByRole("button", { name: /^Heal: Wire from web to orders/ }).click();
  await notice(page, "(heal web orders)").waitFor();
  await page.locator(".mend").waitFor({ state: "detached" });
});

browserTest("a fault is chosen with the keyboard alone, for now and for later", async ({ page, goto }) => {
  await goto();
  await page.locator(".card").first().waitFor();
  await pause(page);
  await page.locator('[data-fault="slow"]').focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Slow", exact: true });
  await dialog.getByRole("combobox", { name: "Node" }).selectOption("worker");
  await dialog.getByRole("textbox", { name: "Share of the normal time" }).fill("250%");
  await dialog.locator(".fault-line", { hasText: "slow worker 250%" }).waitFor();
  await dialog.getByRole("button", { name: "Do it now" }).press("Enter");
  await notice(page, "(slow worker 250%)").waitFor();
  await page.locator('[data-fault="fail"]').press("Enter");
  const kill = page.getByRole("dialog", { name: "Kill" });
  await kill.getByRole("radio", { name: "At" }).check();
  await kill.getByRole("textbox", { name: "Time of the run" }).fill("soon");
  await kill.getByText("Write a time such as").waitFor();
  assert(await kill.getByRole("button", { name: "Add the step" }).isDisabled());
  await kill.getByRole("textbox", { name: "Time of the run" }).fill("1:10");
  await kill.getByRole("button", { name: "Add the step" }).press("Enter");
  await page.getByRole("region", { name: "What happens when" }).getByText("fail web").waitFor();
});

browserTest("a fault dropped on the timeline asks for its target and becomes a step there", async ({ page, goto }) => {
  await goto();
  await page.locator(".card").first().waitFor();
  await pause(page);
  await drag(page, "region-down", page.locator(".timeline"));
  const dialog = page.getByRole("dialog", { name: "Region down" });
  assert(await dialog.getByRole("radio", { name: "At" }).isChecked());
  await dialog.getByRole("button", { name: "Add the step" }).click();
  await notice(page, "region-down us-east-1").waitFor();
});

browserTest("a message in a lane can be dropped, and the inspector's too", async ({ page, goto }) => {
  await goto();
  await page.locator(".card").first().waitFor();
  await pause(page);
  await page.locator('[data-fault="fail"]').click();
  await page.getByRole("dialog").getByRole("combobox", { name: "Node" }).selectOption("worker");
  await page.getByRole("dialog").getByRole("button", { name: "Do it now" }).click();
  await page.getByRole("button", { name: "Play", exact: true }).click();
  const token = page.getByRole("group", { name: /^orders/ }).locator(".lane-hit").first();
  await token.waitFor();
  await pause(page);
  const id = await token.getAttribute("data-message");
  await drag(page, "drop", token);
  await notice(page, `(drop m-${id})`).waitFor();
});

browserTest("a run becomes a scenario with its steps and checks", async ({ page, goto, axe }) => {
  await goto();
  await page.locator(".card").first().waitFor();
  await drag(page, "fail", page.getByRole("group", { name: /^worker/ }));
  await notice(page, "(fail worker)").waitFor();
  await pause(page);
  await page.getByRole("button", { name: "Save this run as a scenario" }).click();
  const dialog = page.getByRole("dialog", { name: "Save this run as a scenario" });
  assert.equal(await dialog.locator(".saved-step").count(), 3);
  await dialog.locator(".saved-step", { hasText: "restart worker" }).getByRole("checkbox").uncheck();
  await dialog.getByRole("checkbox", { name: /^messages made/ }).check();
  assert.deepEqual(await axe({ include: "dialog" }), []);
  await dialog.getByRole("textbox", { name: "Title" }).fill("The worker dies early");
  await dialog.getByRole("button", { name: "Save as a scenario" }).click();
  await notice(page, "The run is a scenario now").waitFor();
  assert.equal(await page.getByRole("textbox", { name: "Title of the design" }).inputValue(), "The worker dies early");
  const steps = page.getByRole("region", { name: "What happens when" }).locator("li");
  assert.equal(await steps.count(), 2);
  await page.getByRole("region", { name: "What must be so" }).getByText("messages made =").waitFor();
  await page.getByRole("button", { name: "Undo", exact: true }).first().click();
  await page.waitForFunction(() => document.querySelector(".design-title").value === "A queue decouples");
});

browserTest("steps are added and removed by hand", async ({ page, goto }) => {
  await goto();
  await page.locator(".card").first().waitFor();
  await pause(page);
  const steps = page.getByRole("region", { name: "What happens when" });
  await steps.getByRole("textbox", { name: "Time of the new step" }).fill("30 s");
  await steps.getByRole("textbox", { name: "Command of the new step" }).fill("send web 5");
  await steps.getByRole("button", { name: "Add", exact: true }).click();
  await steps.getByText("send web 5").waitFor();
  assert.deepEqual(await steps.locator(".what").allInnerTexts(), ["fail worker", "send web 5", "restart worker"]);
  await steps.getByRole("button", { name: /^Remove 0:00:30/ }).click();
  await page.waitForFunction(() => document.querySelectorAll('section[aria-label="What happens when"] li').length === 2);
});

browserTest("a finger drags a fault onto a node", { context: { viewport: { width: 1024, height: 768 }, hasTouch: true } }, async ({ page, context, goto }) => {
  await goto();
  const worker = page.getByRole("group", { name: /^worker/ });
  await worker.waitFor();
  const devtools = await context.newCDPSession(page);
  const touch = (type, points) => devtools.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([x, y]) => ({ x, y })) });
  const [x, y] = await middle(page.locator('[data-fault="fail"]'));
  const [toX, toY] = await middle(worker);
  await touch("touchStart", [[x, y]]);
  for (let part = 1; part <= 10; part += 1) await touch("touchMove", [[x + ((toX - x) * part) / 10, y + ((toY - y) * part) / 10]]);
  await page.locator(".fault-ghost.fits").waitFor();
  await touch("touchEnd", []);
  await notice(page, "(fail worker)").waitFor();
});

for (const colorScheme of ["light", "dark"]) {
  browserTest(`palette, dialog and faults in force have no barriers in the ${colorScheme} theme`, { context: { colorScheme } }, async ({ page, goto, axe }) => {
    await goto();
    await page.locator(".card").first().waitFor();
    await pause(page);
    await drag(page, "fail", page.getByRole("group", { name: /^worker/ }));
    await drag(page, "partition", page.locator(".wire-handle").first());
    await page.getByRole("button", { name: /^Heal/ }).waitFor();
    await page.getByRole("button", { name: "Restart: down" }).waitFor();
    assert.deepEqual(await axe(), []);
    await page.locator('[data-fault="delay"]').click();
    await page.getByRole("dialog", { name: "Delay" }).waitFor();
    assert.deepEqual(await axe({ include: "dialog" }), []);
  });
}
