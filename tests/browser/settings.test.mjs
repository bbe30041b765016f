// One setting at a time: what a step has set in the run stays when something else is changed by hand; wires in twins and for pages around.
import assert from "node:assert/strict";
import { browserTest } from "./harness.mjs";

const wide = { context: { viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" } };

const DESIGN = `version = 1
[nodes.web]
kind = "producer"
at = [0, 0]
[nodes.topic]
kind = "sns-standard"
at = [320, 0]
[nodes.orders]
kind = "sqs-standard"
at = [640, 0]
[[wires]]
join = "web -> topic"
[[wires]]
join = "topic -> orders"
[[steps]]
at = "2s"
run = "aws sqs set-queue-attributes --queue-url orders --attributes VisibilityTimeout=60"
[[steps]]
at = "2s"
run = "wire topic orders RawMessageDelivery=on"
`;

async function begin({ context, goto, page }) {
  await context.addInitScript(
    ([key, text]) => location.protocol.startsWith("http") && localStorage.setItem(key, text),
    ["decouple.design", DESIGN],
  );
  await goto();
  await page.getByRole("button", { name: "Fit" }).click();
}

/** Goes to an instant of the run, and waits until the page shows it. */
async function at(page, seconds) {
  await page.evaluate((ms) => decouple.seek(ms), seconds * 1000);
  const clock = `0:00:${String(seconds).padStart(2, "0")}.000`;
  await page.waitForFunction((clock) => document.querySelector(".clock b").textContent === clock, clock);
}

const field = (page, name) => page.locator(`[data-field="${name}"]`);
const running = (page, name, text) => field(page, name).getByText(`In this run: ${text}, set by a step or a command.`);

async function show(page, name) {
  await page.locator(`.board-area:not(.twin) .card[aria-label^="${name},"]`).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("complementary", { name: "Inspector" }).getByRole("heading", { name }).waitFor();
}

/** What the queue of the run has, as the service answers. */
async function attributes(page) {
  const asked = await page.evaluate(() => decouple.run("aws sqs get-queue-attributes --queue-url orders --attribute-names VisibilityTimeout DelaySeconds"));
  const { VisibilityTimeout, DelaySeconds } = JSON.parse(asked.ok.answer).Attributes;
  return [VisibilityTimeout, DelaySeconds];
}

browserTest("a setting changed by hand leaves what a step has set, seeking keeps both, and undo takes only the one back", wide, async (session) => {
  const { page, axe } = session;
  await begin(session);
  await at(page, 3);
  await show(page, "orders");
  await running(page, "VisibilityTimeout", "60 s").waitFor();
  const delay = page.getByRole("textbox", { name: "DelaySeconds" });
  await delay.fill("5");
  await delay.press("Tab");
  await field(page, "DelaySeconds").getByRole("button", { name: "Reset DelaySeconds" }).waitFor();
  assert.equal(await page.getByRole("textbox", { name: "VisibilityTimeout" }).inputValue(), "30", "the design has its own value");
  await at(page, 1);
  await running(page, "VisibilityTimeout", "60 s").waitFor({ state: "detached" });
  await at(page, 8);
  await running(page, "VisibilityTimeout", "60 s").waitFor();
  assert.deepEqual(await attributes(page), ["60", "5"]);
  assert.deepEqual(await axe({ include: ".inspector" }), []);
  await page.keyboard.press("Control+z");
  await field(page, "DelaySeconds").getByRole("button", { name: "Reset DelaySeconds" }).waitFor({ state: "detached" });
  await running(page, "VisibilityTimeout", "60 s").waitFor();
  assert.deepEqual(await attributes(page), ["60", "0"]);
  await field(page, "VisibilityTimeout").getByRole("button", { name: "Set as designed: VisibilityTimeout" }).press("Enter");
  await running(page, "VisibilityTimeout", "60 s").waitFor({ state: "detached" });
  assert.deepEqual(await attributes(page), ["30", "0"]);
});

browserTest("by keyboard: a twin with another filter policy of a subscription runs beside the run", wide, async (session) => {
  const { page, axe } = session;
  await begin(session);
  await page.getByRole("button", { name: /^Subscription from topic to orders[,;]/ }).press("Enter");
  await page.getByRole("button", { name: "Twin run" }).press("Enter");
  const owner = page.getByRole("combobox", { name: "Node or wire" });
  await owner.waitFor();
  assert.equal(await owner.evaluate((list) => list.selectedOptions[0].textContent), "Subscription from topic to orders", "what is selected comes first");
  assert.deepEqual(await owner.locator("optgroup").evaluateAll((groups) => groups.map((group) => [group.label, group.children.length])), [["Nodes", 3], ["Wires", 1]]);
  await page.getByRole("combobox", { name: "Setting" }).selectOption("FilterPolicy");
  const value = page.getByRole("textbox", { name: "In the twin" });
  await value.fill("{");
  await value.press("Enter");
  await page.getByRole("dialog").getByRole("alert").filter({ hasText: "FilterPolicy" }).waitFor();
  assert.deepEqual(await axe(), []);
  await value.fill('{"kind": ["nothing"]}');
  await value.press("Enter");
  const strip = page.getByRole("region", { name: "Twin run" });
  await strip.getByText('FilterPolicy of topic → orders: {"kind": ["nothing"]} instead of nothing').waitFor();
  await at(page, 9);
  const sent = page.locator(".twin-scroll tr", { hasText: "orders" }).filter({ hasText: "NumberOfMessagesSent" });
  await sent.getByText("-10").waitFor();
  assert.deepEqual(await sent.locator("td").allTextContents(), ["NumberOfMessagesSent", "10 msgs", "0 msgs", "-10"]);
  assert.deepEqual(await axe(), []);
  await page.getByRole("button", { name: "Keep the twin's setting" }).press("Enter");
  await page.locator(".twin").waitFor({ state: "detached" });
  await page.getByRole("button", { name: /^Subscription from topic to orders, FilterPolicy/ }).waitFor();
});

browserTest("a page around sets what a wire has, as far as the link allows it", wide, async (session) => {
  const { page, goto } = session;
  await begin(session);
  const set = (wire, field, value) => page.evaluate(([wire, field, value]) => decouple.setWire(wire, field, value), [wire, field, value]);
  assert.deepEqual((await page.evaluate(() => decouple.state())).ok.wires, ["web -> topic", "topic -> orders"]);
  const done = await set("topic -> orders", "RawMessageDelivery", true);
  assert.ok(done.ok, done.error);
  await page.getByRole("button", { name: /^Subscription from topic to orders, RawMessageDelivery on/ }).waitFor();
  assert.match((await set("topic -> nobody", "RawMessageDelivery", true)).error, /nobody/);
  assert.match((await set("topic -> orders", "FilterPolicy", "{")).error, /FilterPolicy/);
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const { hash } = new URL(await page.locator("#share-link").inputValue());
  await goto(`?view&allow=orders.RawMessageDelivery${hash}`);
  const allowed = await set("topic -> orders", "RawMessageDelivery", false);
  assert.ok(allowed.ok, allowed.error);
  await page.getByRole("button", { name: /^Subscription from topic to orders[,;](?!.*RawMessageDelivery)/ }).waitFor();
  assert.match((await set("topic -> orders", "FilterPolicyScope", "MessageBody")).error, /can't be changed on this page/);
});
