import assert from "node:assert/strict";
import { browserTest } from "./harness.mjs";

const prompt = (page) => page.getByRole("combobox", { name: "Command" });
const transcript = (page) => page.getByRole("log", { name: "Transcript" });
const entries = (page) => page.locator("[data-entry]");

/** Pauses the first example and opens the console by its key. */
async function opened(page) {
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  await page.locator("body").press("Backquote");
  await prompt(page).waitFor();
}

/** Runs a line and resolves to its entry. */
async function run(page, line) {
  const count = await entries(page).count();
  await prompt(page).fill(line);
  await prompt(page).press("Enter");
  await entries(page).nth(count).waitFor();
  return entries(page).nth(count);
}

browserTest("a command is answered as the AWS CLI prints it, and errors carry AWS's codes", async ({ page, goto }) => {
  await goto();
  await opened(page);
  assert.ok(await prompt(page).evaluate((field) => field === document.activeElement), "the prompt has the focus");
  const listed = await run(page, "aws sqs list-queues");
  assert.match(await listed.locator("pre").textContent(), /^\{\n {4}"QueueUrls": \[/);
  await page.getByLabel("Output").selectOption("table");
  assert.match(await (await run(page, "aws sqs list-queues")).locator("pre").textContent(), /^\+-/);
  const refused = await run(page, "aws sqs purge-queue --queue-url nope");
  assert.match(await refused.locator("pre.tone-bad").textContent(), /^An error occurred \(.+\) when calling the PurgeQueue operation/);
  assert.match(await (await run(page, "help send")).locator("pre").textContent(), /send NODE/);
  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await entries(page).first().waitFor({ state: "detached" });
  await transcript(page).getByText("Type a command").waitFor();
});

browserTest("Tab completes words, offers those that fit, and leaves the field when asked", async ({ page, goto }) => {
  await goto();
  await opened(page);
  await prompt(page).fill("aws sqs send-m");
  await page.keyboard.press("Tab");
  await page.getByRole("option", { name: "send-message", exact: true }).waitFor();
  assert.equal(await prompt(page).inputValue(), "aws sqs send-message");
  await page.keyboard.press("Enter");
  assert.equal(await prompt(page).inputValue(), "aws sqs send-message ");
  await page.keyboard.type("--queue-u");
  await page.keyboard.press("Tab");
  await page.keyboard.type("o");
  await page.keyboard.press("Tab");
  assert.equal(await prompt(page).inputValue(), "aws sqs send-message --queue-url orders ");
  await page.keyboard.type("--delay-seconds 5");
  await page.getByText("--delay-seconds NUMBER: a whole number").waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  assert.ok(await prompt(page).evaluate((field) => field !== document.activeElement), "Escape and Tab leave");
});

browserTest("earlier lines come back with the arrow keys, after a reload too", async ({ page, goto, started }) => {
  await goto();
  await opened(page);
  await run(page, "help fail");
  await run(page, "help slow");
  await prompt(page).fill("half a li");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  assert.equal(await prompt(page).inputValue(), "help fail");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  assert.equal(await prompt(page).inputValue(), "half a li");
  await page.reload();
  await started();
  await opened(page);
  await page.keyboard.press("ArrowUp");
  assert.equal(await prompt(page).inputValue(), "help slow");
});

browserTest("what is done with mouse and keys appears as the command that it stands for", async ({ page, goto }) => {
  await goto();
  await opened(page);
  await page.getByRole("main").locator('.card[aria-label^="orders,"]').focus();
  await page.keyboard.press("Enter");
  const field = page.locator("#field-VisibilityTimeout");
  await field.fill("45");
  await field.press("Enter");
  const entry = entries(page).filter({ hasText: "set orders VisibilityTimeout=45" });
  await entry.getByText("by hand").waitFor();
  await entry.getByRole("button").click();
  assert.equal(await prompt(page).inputValue(), "set orders VisibilityTimeout=45");
});

browserTest("several pasted lines run one by one, and all becomes a script", { context: { permissions: ["clipboard-read", "clipboard-write"] } }, async ({ page, goto }) => {
  await goto();
  await opened(page);
  await page.evaluate(() => navigator.clipboard.writeText("# two lines\naws sqs send-message --queue-url orders --message-body hi\nfail worker\n"));
  await prompt(page).focus();
  await page.keyboard.press("Control+V");
  await entries(page).nth(1).waitFor();
  assert.match(await entries(page).nth(0).locator("pre").textContent(), /"MessageId"/);
  await page.getByRole("button", { name: "Copy as a script" }).click();
  await page.getByText("Copied", { exact: true }).waitFor();
  const script = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(script, /^#!\/bin\/bash\n/);
  assert.match(script, /\n# at 0:00:\d\d\.\d{3}\naws sqs send-message --queue-url orders --message-body hi\n# decouple: fail worker\n/);
});

browserTest("a long poll waits and its answer appears when time passes", async ({ page, goto }) => {
  await goto();
  await opened(page);
  await run(page, "add sqs-standard quiet");
  const poll = await run(page, "aws sqs receive-message --queue-url quiet --wait-time-seconds 10");
  await poll.getByText("Waiting for the answer").waitFor();
  await run(page, "aws sqs send-message --queue-url quiet --message-body hello");
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await poll.getByText('"Body": "hello"').waitFor();
  await poll.getByText(/answered at/).waitFor();
});

browserTest("on a phone everything in the console can be tapped", { context: { viewport: { width: 390, height: 844 }, hasTouch: true } }, async ({ page, goto, axe }) => {
  await goto();
  await page.getByRole("button", { name: "Pause", exact: true }).tap();
  await page.locator("body").press("e");
  await page.getByRole("tab", { name: "Console" }).tap();
  await prompt(page).fill("aws sqs list-q");
  await page.getByRole("button", { name: "Complete" }).tap();
  assert.equal(await prompt(page).inputValue(), "aws sqs list-queue");
  await page.getByRole("option", { name: "list-queues" }).tap();
  assert.equal(await prompt(page).inputValue(), "aws sqs list-queues ");
  await page.getByRole("button", { name: "Run", exact: true }).tap();
  await entries(page).first().waitFor();
  for (const name of ["Complete", "Run"]) assert.ok((await page.getByRole("button", { name, exact: true }).boundingBox()).height >= 44);
  assert.deepEqual(await axe({ include: ".dock" }), []);
});

for (const colorScheme of ["light", "dark"]) {
  browserTest(`the console is accessible (${colorScheme})`, { context: { colorScheme } }, async ({ page, goto, axe }) => {
    await goto();
    await opened(page);
    await run(page, "aws sqs list-queues");
    await run(page, "nonsense");
    await prompt(page).fill("aws sqs ");
    await page.keyboard.press("Tab");
    await page.locator(".console-word").first().waitFor();
    assert.deepEqual(await axe({ include: ".dock" }), []);
  });
}
