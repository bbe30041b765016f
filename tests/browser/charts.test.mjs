import assert from "node:assert/strict";
import { browserTest } from "./harness.mjs";

const pause = (page) => page.getByRole("button", { name: "Pause", exact: true });
const sub = (page, name) => page.getByRole("tablist", { name: "What was measured" }).getByRole("tab", { name, exact: true });
const track = (page, name) => page.locator(`[data-chart="${name}"]`);
const clock = (page) => page.locator(".clock b").textContent();

/** Opens an example, plays it at a speed until the clock shows at least `until`, and pauses. */
async function played(page, slug, until, speed = "50×") {
  await page.getByRole("button", { name: "Examples" }).click();
  await page.locator(`[data-example="${slug}"]`).click();
  await page.locator("dialog").waitFor({ state: "detached" });
  await page.getByLabel("Speed").selectOption({ label: speed });
  await page.waitForFunction((until) => document.querySelector(".clock b").textContent > until, until);
  if (await pause(page).isVisible()) await pause(page).click();
}

/** Opens the charts from the keyboard. */
async function charts(page) {
  await page.keyboard.press("c");
  await page.locator(".measures").waitFor();
}

browserTest("charts show the queues at first, then what is selected, on one axis", async ({ page, goto }) => {
  await goto();
  await played(page, "visibility-too-short", "0:03:00");
  await charts(page);
  await track(page, "orders ApproximateNumberOfMessagesVisible").waitFor();
  const line = await track(page, "orders ApproximateNumberOfMessagesNotVisible").locator("path.line").getAttribute("d");
  assert.match(line, /^M0 /);
  await page.getByRole("main").locator('.card[aria-label^="worker-a,"]').focus();
  await page.keyboard.press("Enter");
  await track(page, "worker-a EffectsTwice").waitFor();
  assert.equal(await track(page, "orders ApproximateNumberOfMessagesVisible").count(), 0);
});

browserTest("the cursor reads values by mouse and by keyboard, and goes to the moment it is at", async ({ page, goto }) => {
  await goto();
  await played(page, "visibility-too-short", "0:03:00");
  await charts(page);
  const axis = page.getByRole("slider", { name: "Time in the charts" });
  const before = await clock(page);
  await axis.focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("PageUp");
  const text = await axis.getAttribute("aria-valuetext");
  assert.match(text, /^0:00:\d\d\.\d{3}: orders ApproximateNumberOfMessagesVisible 0 msgs/);
  assert.equal(await clock(page), before, "reading does not move the playhead");
  await page.keyboard.press("Enter");
  await page.waitForFunction((at) => document.querySelector(".clock b").textContent === at, text.slice(0, 11));
  const plot = track(page, "orders ApproximateNumberOfMessagesVisible").locator(".track-plot");
  assert.notEqual(await plot.locator("path.ahead").getAttribute("d"), "", "the future that was seen stays on the chart");
  const box = await plot.boundingBox();
  await page.mouse.move(box.x + box.width / 4, box.y + 20);
  await page.locator(".axis-cursor").waitFor();
  const aim = await page.locator(".axis-cursor").textContent();
  await page.mouse.down();
  await page.mouse.up();
  await page.waitForFunction((at) => document.querySelector(".clock b").textContent === at, aim);
});

browserTest("charts are added, removed, and follow the selection again; a table tells the same", async ({ page, goto }) => {
  await goto();
  await played(page, "visibility-too-short", "0:03:00");
  await charts(page);
  await page.getByLabel("Node", { exact: true }).selectOption({ label: "web" });
  await page.getByLabel("Metric", { exact: true }).selectOption("MessagesSent");
  await page.getByRole("button", { name: "Add chart" }).click();
  await track(page, "web MessagesSent").waitFor();
  await page.getByRole("button", { name: "Remove the chart MessagesSent of web" }).click();
  await track(page, "web MessagesSent").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Follow the selection" }).click();
  await page.getByRole("button", { name: "As a table" }).click();
  const table = page.getByRole("region", { name: "Charts as a table" });
  assert.equal(await table.locator("tbody tr").count(), 13);
  await table.getByRole("columnheader", { name: "orders ApproximateNumberOfMessagesVisible" }).waitFor();
});

browserTest("latency and outcomes tell of the work done twice", async ({ page, goto }) => {
  await goto();
  await played(page, "visibility-too-short", "0:16:40", "1,000×");
  await charts(page);
  await sub(page, "Latency").click();
  const whole = page.locator('[data-station="End to end"]');
  assert.deepEqual(await whole.locator("td").allTextContents(), ["whole design", "10", "45 s", "45 s", "45 s", "45 s"]);
  await sub(page, "Outcomes").click();
  const sum = (name) => page.locator(`[data-sum="${name}"] dd`).textContent();
  assert.deepEqual([await sum("Made"), await sum("Done"), await sum("Done twice"), await sum("Lost")], ["10", "10", "10", "0"]);
});

browserTest("prices can be changed, are kept for the next visit, and are put back", async ({ page, goto }) => {
  await goto();
  await played(page, "visibility-too-short", "0:03:00");
  await charts(page);
  await sub(page, "Cost").click();
  const row = page.locator('[data-charge="sqs-standard-requests"]');
  const cost = row.locator("td").nth(2);
  const stated = await cost.textContent();
  assert.match(stated, /^\$0\.0\d{6}$/);
  const price = row.getByRole("textbox");
  assert.equal(await price.inputValue(), "0.4");
  await price.fill("cheap");
  await price.press("Enter");
  await page.getByRole("alert").filter({ hasText: "is no price" }).waitFor();
  assert.equal(await price.inputValue(), "0.4");
  await price.fill("400");
  await price.press("Enter");
  await page.waitForFunction((stated) => document.querySelector('[data-charge="sqs-standard-requests"] td:nth-of-type(3)').textContent !== stated, stated);
  await page.reload();
  await page.locator(".play").waitFor();
  await charts(page);
  await sub(page, "Cost").click();
  assert.equal(await price.inputValue(), "400");
  await page.getByRole("button", { name: "Reset the prices" }).click();
  await page.waitForFunction(() => document.querySelector('[data-charge="sqs-standard-requests"] input').value === "0.4");
});

browserTest("the inspector's metrics have curves with a playhead, and go to the charts", async ({ page, goto }) => {
  await goto();
  await played(page, "visibility-too-short", "0:03:00");
  await page.getByRole("main").locator('.card[aria-label^="orders,"]').focus();
  await page.keyboard.press("Enter");
  await page.getByRole("tab", { name: /Metrics/ }).click();
  const metric = page.locator('[data-metric="NumberOfMessagesReceived"]');
  await metric.getByRole("img", { name: /^NumberOfMessagesReceived from 0 to/ }).waitFor();
  await page.getByRole("button", { name: "Open the charts" }).click();
  await track(page, "orders NumberOfMessagesReceived").waitFor();
  assert.ok(await page.locator(".card .spark path").first().getAttribute("d"), "cards have a small line");
});

browserTest("without a node there is a hint instead of a chart", async ({ page, goto }) => {
  await goto();
  await pause(page).click();
  await page.getByRole("main").locator(".card").first().focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  await charts(page);
  for (const [name, hint] of [["Charts", "Add a queue"], ["Quotas", "No node of this design has a quota"]]) {
    await sub(page, name).click();
    await page.locator(".measures-empty").filter({ hasText: hint }).waitFor();
  }
});

browserTest("on a phone a tap on a chart goes there, and nothing sticks out", { context: { viewport: { width: 390, height: 844 }, hasTouch: true } }, async ({ page, goto, axe }) => {
  await goto();
  await played(page, "visibility-too-short", "0:03:00");
  await charts(page);
  const before = await clock(page);
  await page.locator(".track-plot").first().tap({ position: { x: 20, y: 20 } });
  await page.waitForFunction((before) => document.querySelector(".clock b").textContent < before, before);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing sticks out sideways");
  assert.deepEqual(await axe({ include: ".dock" }), []);
});

for (const colorScheme of ["light", "dark"]) {
  browserTest(`every page of the charts is accessible in the ${colorScheme} theme`, { context: { colorScheme } }, async ({ page, goto, axe }) => {
    await goto();
    await played(page, "visibility-too-short", "0:03:00");
    await charts(page);
    await page.getByRole("button", { name: "As a table" }).click();
    for (const name of ["Charts", "Latency", "Outcomes", "Cost", "Quotas"]) {
      await sub(page, name).click();
      assert.deepEqual(await axe({ include: ".dock" }), [], name);
    }
  });
}
