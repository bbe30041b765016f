// Why an alarm is in its state and a group has its size, as the inspector says it.
import assert from "node:assert/strict";
import { browserTest } from "./harness.mjs";

/** 500 messages at once, an alarm on them, and a group that adds one instance and then waits; nothing is ever done. */
const DESIGN = `version = 1
[nodes.shop]
kind = "producer"
at = [40, 40]
Rate = 1000
Count = 500
[nodes.orders]
kind = "sqs-standard"
at = [320, 40]
[nodes.backlog]
kind = "alarm"
at = [320, 300]
Watches = "orders"
[nodes.fleet]
kind = "auto-scaling-group"
at = [640, 40]
MaxSize = 2
Work = 100000
[[wires]]
join = "shop -> orders"
[[wires]]
join = "orders -> fleet"
[[wires]]
join = "backlog.alarm -> fleet.scale"
ScalingAdjustment = 4
`;

const card = (page, name) => page.getByRole("main").locator(`.card[aria-label^="${name},"]`);
const inspector = (page) => page.getByRole("complementary", { name: "Inspector" });
const why = (page) => inspector(page).getByRole("list", { name: "Why it is as it is" });

async function begin({ context, goto, page }) {
  await context.addInitScript(
    ([key, text]) => location.protocol.startsWith("http") && localStorage.setItem(key, text),
    ["decouple.design", DESIGN],
  );
  await goto();
  await page.getByRole("button", { name: /^(Play|Pause)$/ }).waitFor();
}

/** Plays until the clock shows more than this, and pauses. */
async function played(page, until) {
  const play = page.getByRole("button", { name: "Play", exact: true });
  if (await play.isVisible()) await play.click();
  await page.getByLabel("Speed").selectOption({ label: "50×" });
  await page.waitForFunction((until) => document.querySelector(".clock b").textContent > until, until);
  await page.getByRole("button", { name: "Pause", exact: true }).click();
}

async function select(page, name) {
  await card(page, name).focus();
  await page.keyboard.press("Enter");
  await inspector(page).getByRole("heading", { name, exact: true }).waitFor();
}

for (const colorScheme of ["light", "dark"]) {
  const calm = { context: { viewport: { width: 1440, height: 900 }, reducedMotion: "reduce", colorScheme } };
  browserTest(`an alarm and a group say why they are as they are, in the ${colorScheme} theme`, calm, async (session) => {
    const { page, axe, screenshot } = session;
    await begin(session);
    await played(page, "0:02:30");
    await select(page, "backlog");
    await why(page).getByText(/^backlog is in ALARM\. Threshold Crossed: 1 out of the last 1 datapoints/).waitFor();
    await why(page).getByRole("button", { name: "CWA-032" }).click();
    await why(page).getByText(/^Source: /).waitFor();
    assert.deepEqual(await axe(), [], "the alarm");
    await select(page, "fleet");
    await why(page).getByText(/^fleet was to have \d instances at the latest decision, and MaxSize is 2\./).waitFor();
    await why(page).getByText(/^fleet is in its cooldown until 0:07:00/).waitFor();
    assert.deepEqual(await axe(), [], "the group");
    await screenshot(`why-${colorScheme}`);
    await select(page, "orders");
    assert.equal(await why(page).count(), 0, "a queue explains its messages instead");
  });
}

browserTest("on a phone the reasons stand in the inspector's sheet", { context: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, reducedMotion: "reduce" } }, async (session) => {
  const { page, axe, screenshot } = session;
  await begin(session);
  await page.getByRole("button", { name: "Play", exact: true }).tap();
  await page.waitForFunction(() => document.querySelector(".clock b").textContent > "0:00:01");
  await page.getByRole("button", { name: "Pause", exact: true }).tap();
  await page.getByRole("button", { name: "Fit" }).first().tap();
  await card(page, "backlog").tap();
  await page.getByRole("button", { name: "Inspector", exact: true }).tap();
  await why(page).getByText(/^backlog is in INSUFFICIENT_DATA/).waitFor();
  await screenshot("why-phone");
  assert.deepEqual(await axe(), []);
});
