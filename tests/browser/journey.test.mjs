import assert from "node:assert/strict";
import { browserTest } from "./harness.mjs";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };
const clock = (page) => page.locator(".clock b");
const inspector = (page) => page.getByRole("complementary", { name: "Inspector" });
const dock = (page) => page.locator(".dock");
const journey = (page, message) => page.getByRole("toolbar", { name: `Journey of ${message}` });
const why = (page) => page.getByRole("complementary", { name: "Why did this happen?" });
const stop = (page, words) => page.locator(".journey-stop", { has: page.locator("svg") }).and(page.getByRole("button", { name: words }));

/** Opens an example and lets it run to a time of its clock. */
async function example(page, slug, until) {
  await page.getByRole("button", { name: "Examples" }).first().click();
  await page.locator(`[data-example="${slug}"]`).click();
  await page.locator("dialog").waitFor({ state: "detached" });
  await page.getByLabel("Speed").selectOption({ label: "10×" });
  const play = page.getByRole("button", { name: "Play", exact: true });
  if (await play.count()) await play.click();
  await page.waitForFunction((until) => document.querySelector(".clock b").textContent > until, until);
  await page.getByRole("button", { name: "Pause", exact: true }).click();
}

/** Shows the journey of a message by its number. */
async function choose(page, message) {
  if (!(await dock(page).count())) {
    await page.locator("#board").focus();
    await page.keyboard.press("e");
  }
  await page.getByRole("tab", { name: "Journey" }).click();
  await page.getByLabel("Number of a message").fill(message);
  await page.keyboard.press("Enter");
  await dock(page).getByRole("heading", { name: message, exact: true }).waitFor();
}

/** Selects a node on the canvas, by keyboard. */
async function select(page, name) {
  await page.getByRole("main").locator(`.card[aria-label^="${name},"]`).focus();
  await page.keyboard.press("Enter");
  await inspector(page).getByRole("heading", { name, exact: true }).waitFor();
}

browserTest("a message's journey is chosen by its number, and its entries go through time", async ({ page, goto }) => {
  await goto();
  await page.locator("#board").focus();
  await page.keyboard.press("j");
  await dock(page).getByText("No message chosen").waitFor();
  await example(page, "dlq-and-redrive", "0:00:40");
  await choose(page, "m-5");
  assert.deepEqual(await page.locator(".journey-names span").allTextContents(), ["web", "orders", "worker"]);
  await dock(page).getByText("in flight in orders").waitFor();
  await stop(page, /orders: m-5 is visible again after 1 receive/).click();
  await page.waitForFunction(() => document.querySelector(".clock b").textContent === "0:00:34.000");
  assert.equal(await stop(page, /m-5 is visible again/).getAttribute("aria-current"), "time");
  const later = page.locator(".journey-stop.later");
  await later.first().waitFor();
  await later.last().click();
  await page.waitForFunction(() => document.querySelector(".clock b").textContent > "0:00:34.000");
});

browserTest("arrow keys walk along a journey and Enter goes there in time", async ({ page, goto }) => {
  await goto();
  await example(page, "dlq-and-redrive", "0:00:40");
  await choose(page, "m-1");
  await journey(page, "m-1").locator('[tabindex="0"]').focus();
  await page.keyboard.press("Home");
  assert.match(await page.locator(":focus").getAttribute("aria-label"), /web: m-1 made$/);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  assert.match(await page.locator(":focus").getAttribute("aria-label"), /orders: m-1 accepted$/);
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector(".clock b").textContent === "0:00:00.000");
  await page.keyboard.press("End");
  assert.match(await page.locator(":focus").getAttribute("aria-label"), /orders: m-1 deleted$/);
});

browserTest("a blocked message says which one blocks its group, and that one says who has it", async ({ page, goto }) => {
  await goto();
  await example(page, "fifo-groups", "0:00:01");
  await choose(page, "m-28");
  const reasons = page.getByRole("list", { name: "Why m-28 is not delivered" });
  await reasons.getByText(/Its group customer-0 is blocked: m-\d+ is in flight until/).waitFor();
  await reasons.getByRole("button", { name: "SQS-138" }).click();
  await reasons.getByText(/^Source: /).waitFor();
  await reasons.getByText(/works on m-\d+ until/).waitFor();
  const blocker = await reasons.getByRole("button", { name: /^Journey of m-/ }).first().textContent();
  await reasons.getByRole("button", { name: blocker }).first().click();
  const message = blocker.replace("Journey of ", "");
  await page.getByRole("list", { name: `Why ${message} is not delivered` }).getByText(/works on it until/).waitFor();
});

browserTest("the messages of a node are filtered by place and by search, and say why they wait", async ({ page, goto }) => {
  await goto();
  await example(page, "fifo-groups", "0:00:01");
  await select(page, "orders.fifo");
  await page.getByRole("tab", { name: /Messages \d+/ }).click();
  const places = page.getByRole("group", { name: "Show messages that are" });
  await places.getByRole("button", { name: /^in flight/ }).click();
  const rows = inspector(page).locator("details[data-message]");
  await page.waitForFunction(() => document.querySelectorAll(".inspector details[data-message]").length === 3);
  await places.getByRole("button", { name: /^waiting/ }).click();
  await inspector(page).getByLabel("Search the messages").fill("m-30");
  await page.waitForFunction(() => document.querySelectorAll(".inspector details[data-message]").length === 1);
  await rows.first().locator("summary").click();
  await rows.first().getByRole("button", { name: "Why isn't it delivered?" }).click();
  await rows.first().getByText(/is blocked: m-/).waitFor();
  await rows.first().getByRole("button", { name: "Journey", exact: true }).click();
  await journey(page, "m-30").waitFor();
});

browserTest("a note's why shows the causes with their rules, and a cause goes through time", { context: { viewport: { width: 1024, height: 768 } } }, async ({ page, goto }) => {
  await goto();
  await example(page, "dlq-and-redrive", "0:00:34");
  await page.getByRole("button", { name: "SQS-084 · why?" }).click();
  await why(page).getByText(/m-5 is visible again/).waitFor();
  await why(page).getByText(/A message that is not deleted before its visibility timeout ends/).waitFor();
  const cause = why(page).getByRole("button", { name: /m-5 received by worker, 1st time/ });
  await cause.click();
  await page.waitForFunction(() => document.querySelector(".clock b").textContent === "0:00:04.000");
  await why(page).getByText("Receipt handle", { exact: false }).first().waitFor();
  await why(page).getByRole("button", { name: "Close the causes" }).click();
  await why(page).waitFor({ state: "detached" });
  await dock(page).getByRole("button", { name: "Why?", exact: true }).click();
  await why(page).waitFor();
});

browserTest("a click on a message in a card shows its journey", async ({ page, goto }) => {
  await goto();
  await example(page, "dlq-and-redrive", "0:00:01");
  const glyph = page.locator('.card[aria-label^="orders,"] [data-message]').first();
  const message = `m-${await glyph.getAttribute("data-message")}`;
  await glyph.click();
  await journey(page, message).waitFor();
});

browserTest("on a phone the journey is a list, and the causes cover it until they are closed", { context: PHONE }, async ({ page, goto }) => {
  await goto();
  await example(page, "dlq-and-redrive", "0:00:40");
  await page.getByRole("button", { name: "Events" }).first().tap();
  await page.getByRole("tab", { name: "Journey" }).tap();
  await page.getByLabel("Number of a message").fill("5");
  await page.getByRole("button", { name: "Show its journey" }).tap();
  const list = page.getByRole("list", { name: "Journey of m-5" });
  const entry = list.getByRole("button", { name: /m-5 is visible again/ });
  await entry.tap();
  await page.waitForFunction(() => document.querySelector(".clock b").textContent === "0:00:34.000");
  const { height } = await entry.boundingBox();
  assert.ok(height >= 44, `an entry is ${height} px high`);
  await page.getByRole("tab", { name: /^Events/ }).tap();
  await dock(page).getByRole("button", { name: "Why?", exact: true }).tap();
  await why(page).getByText(/m-5 is visible again/).waitFor();
  await why(page).getByRole("button", { name: "Close the causes" }).tap();
  await why(page).waitFor({ state: "detached" });
});

browserTest("what is no number of a message says so", async ({ page, goto }) => {
  await goto();
  await page.locator("#board").focus();
  await page.keyboard.press("j");
  await page.getByLabel("Number of a message").fill("order");
  await dock(page).getByRole("alert").getByText("A message's number looks like m-12.").waitFor();
});

for (const colorScheme of ["light", "dark"]) {
  browserTest(`the journey and the causes are accessible in the ${colorScheme} theme`, { context: { colorScheme } }, async ({ page, goto, axe }) => {
    await goto();
    await example(page, "fifo-groups", "0:00:01");
    await choose(page, "m-28");
    assert.deepEqual(await axe({ include: ".dock" }), []);
    await stop(page, /m-28 accepted/).click();
    await dock(page).getByRole("button", { name: /why\?$/ }).click();
    await why(page).waitFor();
    await page.getByRole("button", { name: "List", exact: true }).click();
    assert.deepEqual(await axe({ include: ".dock" }), []);
    await select(page, "orders.fifo");
    await page.getByRole("tab", { name: /Messages \d+/ }).click();
    await inspector(page).locator("details[data-message] summary").first().click();
    await inspector(page).getByRole("button", { name: "Why isn't it delivered?" }).click();
    assert.deepEqual(await axe({ include: ".inspector" }), []);
  });
}
