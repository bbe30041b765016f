// What is set for a wire: a subscription in the inspector, on the canvas and at the console, by mouse, keyboard and finger.
import assert from "node:assert/strict";
import { browserTest } from "./harness.mjs";

const wide = { context: { viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" } };

const DESIGN = `version = 1
[nodes.placed]
kind = "sns-standard"
at = [0, 0]
[nodes.orders]
kind = "sqs-standard"
at = [480, 0]
[nodes.missed]
kind = "sqs-standard"
at = [120, 360]
[nodes.audit]
kind = "sns-standard"
at = [480, 360]
[[wires]]
join = "placed -> orders"
`;

async function begin({ context, goto, page }, design = DESIGN) {
  await context.addInitScript(
    ([key, text]) => location.protocol.startsWith("http") && localStorage.setItem(key, text),
    ["decouple.design", design],
  );
  await goto();
  await page.getByRole("button", { name: "Fit" }).click();
}

const subscription = (page) => page.getByRole("button", { name: /^Subscription from placed to orders[,;]/ });
const DEAD = "RedrivePolicy.deadLetterTargetArn";

async function middle(locator) {
  const box = await locator.boundingBox();
  return [box.x + box.width / 2, box.y + box.height / 2];
}

browserTest("by keyboard: a subscription is opened, changed and undone, and its name tells what is set", wide, async (session) => {
  const { page } = session;
  await begin(session);
  await subscription(page).press("Enter");
  const inspector = page.getByRole("complementary", { name: "Inspector" });
  await inspector.getByRole("heading", { name: "placed → orders" }).waitFor();
  await inspector.getByRole("region", { name: "Subscription" }).waitFor();
  const raw = inspector.getByRole("switch", { name: "RawMessageDelivery" });
  await raw.press("Space");
  await inspector.getByRole("button", { name: "Reset RawMessageDelivery" }).waitFor();
  await page.getByRole("button", { name: /^Subscription from placed to orders, RawMessageDelivery on,/ }).waitFor();
  const field = inspector.locator('[data-field="RawMessageDelivery"]');
  await field.getByRole("button", { name: "SNS-071" }).press("Enter");
  await field.getByRole("button", { name: "command" }).press("Enter");
  assert.equal(await field.locator("code").innerText(), "wire placed orders RawMessageDelivery=on");
  await page.keyboard.press("Control+z");
  await subscription(page).waitFor();
  assert.equal(await raw.getAttribute("aria-checked"), "false");
});

browserTest("a text that can't be is told in place, and stays to be mended", wide, async (session) => {
  const { page } = session;
  await begin(session);
  await subscription(page).press("Enter");
  const policy = page.getByRole("textbox", { name: "DeliveryPolicy" });
  await policy.fill("{");
  await policy.press("Tab");
  const field = page.locator('[data-field="DeliveryPolicy"]');
  await field.getByRole("alert").waitFor();
  assert.equal(await policy.inputValue(), "{");
  assert.equal(await policy.getAttribute("aria-invalid"), "true");
  await subscription(page).waitFor();
});

browserTest("by mouse: a dead-letter queue is a line from the wire's middle with a menu of its own, and hovering tells what is set", wide, async (session) => {
  const { page } = session;
  await begin(session);
  const [x, y] = await middle(page.locator("#wire-1"));
  await page.mouse.click(x, y);
  const dead = page.getByRole("combobox", { name: DEAD });
  await dead.selectOption("missed");
  const named = page.getByRole("button", { name: new RegExp(`^Subscription .*, ${DEAD} missed[,;]`) });
  await named.waitFor();
  await page.mouse.move(x - 3, y - 3);
  await page.locator(".wire-tip", { hasText: `${DEAD} missed` }).waitFor();

  // The line begins at the wire's middle and goes down to the queue.
  await page.mouse.move(x, y + 30);
  await page.mouse.click(x, y + 30, { button: "right" });
  const menu = page.getByRole("menu", { name: "placed → orders" });
  await menu.getByRole("menuitem", { name: "Remove" }).click();
  await named.waitFor({ state: "detached" });
  assert.equal(await dead.inputValue(), "");
});

browserTest("a topic refuses a topic as its subscriber, with the rule, before one lets go and after", wide, async (session) => {
  const { page } = session;
  await begin(session);
  const from = await middle(page.getByRole("button", { name: /^placed: subscriptions/ }));
  await page.mouse.move(...from);
  await page.mouse.down();
  await page.mouse.move(...(await middle(page.getByRole("group", { name: /^audit,/ }))), { steps: 6 });
  await page.locator(".wire-refusal", { hasText: "SNS-0" }).waitFor();
  await page.mouse.up();
  await page.locator(".notice", { hasText: "SNS-0" }).waitFor();
});

browserTest("at the console: a line sets what is set for a wire, and Tab completes it", wide, async (session) => {
  const { page } = session;
  await begin(session);
  await page.locator("body").press("Backquote");
  const line = page.getByRole("combobox", { name: "Command" });
  await line.fill("wire placed orders RawM");
  await line.press("Tab");
  assert.equal(await line.inputValue(), "wire placed orders RawMessageDelivery=");
  await line.pressSequentially("true");
  await line.press("Enter");
  await page.getByText("The wire between placed and orders has RawMessageDelivery=true.").first().waitFor();
});

browserTest("a link carries what is set for a wire, and a page for looking at lets only the allowed settings change", wide, async (session) => {
  const { page, goto } = session;
  await begin(session, `${DESIGN}RawMessageDelivery = true\n"${DEAD}" = "missed"\n`);
  const named = page.getByRole("button", { name: new RegExp(`^Subscription .* RawMessageDelivery on, ${DEAD} missed[,;]`) });
  await named.waitFor();
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const link = await page.locator("#share-link").inputValue();
  const hash = link.slice(link.indexOf("#"));
  await goto(`?view&allow=placed.RawMessageDelivery${hash}`);
  await named.press("Enter");
  await page.getByRole("switch", { name: "RawMessageDelivery" }).click();
  await page.getByRole("button", { name: new RegExp(`^Subscription from placed to orders, ${DEAD} missed[,;]`) }).waitFor();
  assert.equal(await page.getByRole("combobox", { name: DEAD }).isDisabled(), true);
});

for (const colorScheme of ["light", "dark"]) {
  browserTest(`the inspector of a subscription is accessible, ${colorScheme}`, { context: { ...wide.context, colorScheme } }, async (session) => {
    const { page, axe } = session;
    await begin(session, `${DESIGN}RawMessageDelivery = true\n"${DEAD}" = "missed"\n`);
    await page.locator("#wire-1").press("Enter");
    await page.getByRole("switch", { name: "RawMessageDelivery" }).waitFor();
    assert.deepEqual(await axe(), []);
  });
}

browserTest("on a phone: a finger on the wire opens its settings", { context: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, reducedMotion: "reduce" } }, async (session) => {
  const { page, axe } = session;
  await begin(session);
  const [x, y] = await middle(page.locator("#wire-1"));
  await page.touchscreen.tap(x, y);
  await page.getByRole("button", { name: "Inspector", exact: true }).tap();
  const raw = page.getByRole("switch", { name: "RawMessageDelivery" });
  await raw.tap();
  assert.equal(await raw.getAttribute("aria-checked"), "true");
  assert.deepEqual(await axe(), []);
});
