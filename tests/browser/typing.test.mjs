// Whoever types fast loses nothing: neither a letter nor the Enter behind the last one, also on a slow machine.
import assert from "node:assert/strict";
import { browserTest } from "./harness.mjs";

const LONG = "every letter stays where it was put, 0123456789";
const wide = { context: { viewport: { width: 1440, height: 900 } } };

/** Opens a page on a machine that is four times as slow, with the first example playing fast. */
async function slow({ page, context, goto }) {
  await goto();
  await page.locator(".card").first().waitFor();
  await page.getByLabel("Speed").selectOption({ label: "50×" });
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
}

/** Everything that was pending is shown now. */
const shown = (page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))));

/** Types into a field and finds every letter in it, at once and after the page has caught up. */
async function keeps(page, field, text = LONG) {
  await field.fill("");
  await field.focus();
  await page.keyboard.type(text);
  assert.equal(await field.inputValue(), text);
  await shown(page);
  assert.equal(await field.inputValue(), text);
}

/** Does what the list of commands calls so. */
async function command(page, name) {
  await page.keyboard.press("Control+k");
  await page.keyboard.type(name);
  await page.keyboard.press("Enter");
}

browserTest("fields that search keep every letter", wide, async ({ page, context, goto }) => {
  await slow({ page, context, goto });
  await keeps(page, page.locator("#palette-search"));
  await page.locator("#palette-search").fill("");
  await page.locator(".card").first().click({ position: { x: 80, y: 20 } });
  await page.getByRole("tab", { name: "Messages" }).click();
  await keeps(page, page.getByLabel("Search the messages"));
  await page.keyboard.press("Control+f");
  await keeps(page, page.locator("#board-search"));
  await page.keyboard.press("Escape");
  await command(page, "show the events");
  await keeps(page, page.getByLabel("Text", { exact: true }));
  await keeps(page, page.getByLabel("Rule", { exact: true }));
  await keeps(page, page.getByLabel("Message", { exact: true }));
  await keeps(page, page.getByLabel("Text", { exact: true }), "the other filters are as they were");
  assert.equal(await page.getByLabel("Rule", { exact: true }).inputValue(), LONG);
});

browserTest("fields for settings, names and commands keep every letter", wide, async ({ page, context, goto }) => {
  await slow({ page, context, goto });
  await keeps(page, page.getByLabel("Title of the design"));
  await page.locator(".card").first().click({ position: { x: 80, y: 20 } });
  await keeps(page, page.locator("#rename"), "a-long-name-0123456789");
  await keeps(page, page.locator(".tab-body input.input").first());
  await keeps(page, page.locator(".tab-body textarea").first());
  await page.getByRole("tab", { name: "Actions" }).click();
  await keeps(page, page.locator("#command-line"));
  await command(page, "show the console");
  await keeps(page, page.locator("#console-input"));
});

browserTest("fields of dialogs keep every letter", wide, async ({ page, context, goto }) => {
  await slow({ page, context, goto });
  await page.locator('[data-fault="slow"]').click();
  await keeps(page, page.locator("#fault-amount"));
  await page.getByRole("radio", { name: "At" }).check();
  await keeps(page, page.getByLabel("Time of the run"));
  await page.locator(".fault-line").filter({ hasText: LONG.replaceAll(" ", "") }).waitFor();
  await page.keyboard.press("Escape");
  await command(page, "stop when");
  await keeps(page, page.getByLabel("Number", { exact: true }), "0123456789");
  await page.waitForFunction(() => document.querySelector("#stop-text").value === "receives >= 0123456789");
  await keeps(page, page.locator("#stop-text"));
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Twin run" }).click();
  await keeps(page, page.getByLabel("In the twin"));
});

browserTest("Enter right after the last letter means what was typed", wide, async ({ page, context, goto }) => {
  await slow({ page, context, goto });
  await page.keyboard.press("Escape");
  const step = page.getByLabel("Command of the new step");
  await step.focus();
  await page.keyboard.type("send web 5");
  await page.keyboard.press("Enter");
  await page.getByRole("region", { name: "What happens when" }).getByText("send web 5").waitFor();
  assert.equal(await step.inputValue(), "");
  await command(page, "show the console");
  const prompt = page.locator("#console-input");
  await prompt.focus();
  for (const line of ["help send", "aws sqs list-queues"]) {
    await page.keyboard.type(line);
    await page.keyboard.press("Enter");
  }
  await page.keyboard.type("help");
  assert.equal(await prompt.inputValue(), "help");
  await page.locator("[data-entry]").nth(1).waitFor();
  assert.match(await page.locator("[data-entry]").nth(0).textContent(), /help send/);
  assert.match(await page.locator("[data-entry]").nth(1).textContent(), /aws sqs list-queues/);
});

browserTest("a list takes what is typed before it is there, and Escape gives the keys back at once", wide, async ({ page, context, goto }) => {
  await slow({ page, context, goto });
  const cards = await page.locator(".card").count();
  const field = page.locator("#quick-search");
  for (const times of [1, 2, 3]) {
    await page.keyboard.press("/");
    await page.keyboard.type("fifo");
    await page.keyboard.press("Enter");
    await page.waitForFunction((count) => document.querySelectorAll(".card").length === count, cards + times);
    await page.keyboard.press("/");
    await field.waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await page.keyboard.type(LONG);
    assert.equal(await field.inputValue(), LONG);
    await page.keyboard.press("Escape");
    await field.waitFor({ state: "detached" });
  }
});
