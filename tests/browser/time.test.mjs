// The time machine as a person uses it: by mouse, by keyboard, by touch.
import assert from "node:assert/strict";
import { browserTest } from "./harness.mjs";

const clock = (page) => page.locator(".clock b").textContent();
const reads = (page, text) => page.waitForFunction((text) => document.querySelector(".clock b").textContent === text, text);
const slider = (page) => page.getByRole("slider", { name: "Time" });
const pause = (page) => page.getByRole("button", { name: "Pause", exact: true });
const play = (page) => page.getByRole("button", { name: "Play", exact: true });

/** Opens an example, plays it at 10× until `until`, and pauses. */
async function played(page, slug, until) {
  await page.getByRole("button", { name: "Examples" }).click();
  await page.locator(`[data-example="${slug}"]`).click();
  await page.locator("dialog").waitFor({ state: "detached" });
  await page.getByLabel("Speed").selectOption({ label: "50×" });
  await page.waitForFunction((until) => document.querySelector(".clock b").textContent > until, until);
  await pause(page).click();
}

/** Waits until the clock stands still: the playhead is where the pointer is. */
const rests = (page) =>
  page.waitForFunction(() => {
    const now = document.querySelector(".clock b").textContent;
    globalThis.restedFor = globalThis.restedAt === now ? (globalThis.restedFor ?? 0) + 1 : 0;
    globalThis.restedAt = now;
    return globalThis.restedFor > 30;
  });

/** Selects a node on the canvas, by keyboard. */
async function select(page, name) {
  await page.locator(`.board-area:not(.twin) .card[aria-label^="${name},"]`).focus();
  await page.keyboard.press("Enter");
}

/** What the cards say, to see that a moment looks the same again. */
const cards = (page) => page.locator(".card").allTextContents();

browserTest("dragging the playhead scrubs both ways, and the same place shows the same picture", async ({ page, goto }) => {
  await goto();
  await played(page, "decoupling", "0:00:50");
  const box = await slider(page).boundingBox();
  const at = (share) => [box.x + box.width * share, box.y + 40];
  await page.mouse.move(...at(0.4));
  await page.mouse.down();
  await page.waitForFunction(() => document.querySelector(".clock b").textContent < "0:00:49");
  await rests(page);
  const [first, seen] = [await clock(page), await cards(page)];
  for (const share of [0.3, 0.1, 0.2, 0.35]) await page.mouse.move(...at(share), { steps: 4 });
  await page.waitForFunction((first) => document.querySelector(".clock b").textContent < first, first);
  await page.mouse.move(...at(0.4));
  await reads(page, first);
  await page.waitForFunction((seen) => [...document.querySelectorAll(".card")].every((card, index) => card.textContent === seen[index]), seen);
  await page.mouse.up();
  await page.mouse.move(...at(0.1));
  await play(page).waitFor();
  assert.equal(await clock(page), first, "a pointer that is up moves nothing");
});

browserTest("one finger scrubs and two fingers zoom", { context: { viewport: { width: 390, height: 844 }, hasTouch: true } }, async ({ page, context, goto }) => {
  await goto();
  await page.waitForFunction(() => document.querySelector(".clock b").textContent > "0:00:02");
  await pause(page).tap();
  const box = await slider(page).boundingBox();
  const touch = await context.newCDPSession(page);
  const send = (type, ...points) =>
    touch.send("Input.dispatchTouchEvent", { type, touchPoints: points.map((share, id) => ({ x: box.x + box.width * share, y: box.y + 30, id })) });
  await send("touchStart", 0.1);
  await send("touchMove", 0.5);
  await page.waitForFunction(() => document.querySelector(".clock b").textContent > "0:00:04");
  await send("touchMove", 0.02);
  await page.waitForFunction(() => document.querySelector(".clock b").textContent < "0:00:04");
  await send("touchEnd");
  await send("touchStart", 0.4, 0.6);
  await send("touchMove", 0.3, 0.7);
  await send("touchMove", 0.1, 0.9);
  await send("touchEnd");
  await page.getByRole("button", { name: "Whole run" }).tap();
  await page.getByRole("button", { name: "Whole run" }).waitFor({ state: "detached" });
});

browserTest("the timeline zooms by wheel and by keyboard, and shows the whole run again", async ({ page, goto }) => {
  await goto();
  await played(page, "decoupling", "0:00:50");
  const end = page.locator(".timeline .to");
  const whole = await end.textContent();
  const ends = () => page.locator(".timeline .from, .timeline .to").allTextContents();
  await slider(page).hover();
  await page.mouse.wheel(0, -400);
  await page.getByRole("button", { name: "Whole run" }).waitFor();
  assert.notDeepEqual(await ends(), ["0:00:00", whole]);
  await page.getByRole("button", { name: "Whole run" }).click();
  assert.equal(await end.textContent(), whole);
  await slider(page).focus();
  await page.keyboard.press("+");
  await page.getByRole("button", { name: "Whole run" }).waitFor();
  await page.keyboard.press("End");
  await page.keyboard.press("0");
  await page.getByRole("button", { name: "Whole run" }).waitFor({ state: "detached" });
});

browserTest("steps go by the events of the selected node, forwards and back", async ({ page, goto }) => {
  await goto();
  await played(page, "decoupling", "0:00:20");
  await select(page, "worker");
  const scope = page.getByRole("combobox", { name: "Step by" });
  await page.waitForFunction(() => document.querySelector(".scope select").selectedOptions[0].textContent === "worker");
  const moments = [];
  for (let step = 0; step < 4; step += 1) {
    const before = await page.locator(".events-button .count").textContent();
    await page.getByRole("button", { name: "One event forward" }).click();
    await page.waitForFunction((before) => document.querySelector(".events-button .count").textContent !== before, before);
    moments.push([await clock(page), await page.locator(".events-button .count").textContent()]);
  }
  for (const [time, events] of moments.reverse().slice(1)) {
    await page.keyboard.press("<");
    await page.waitForFunction((events) => document.querySelector(".events-button .count").textContent === events, events);
    assert.equal(await clock(page), time);
  }
  await scope.selectOption({ label: "every event" });
  const before = Number(await page.locator(".events-button .count").textContent());
  await page.getByRole("button", { name: "One event back" }).click();
  await page.waitForFunction((before) => Number(document.querySelector(".events-button .count").textContent) < before, before);
});

browserTest("changing the past can be undone, with the run and the document", async ({ page, goto }) => {
  await goto();
  await played(page, "decoupling", "0:00:40");
  const reached = await clock(page);
  await slider(page).focus();
  await page.keyboard.press("PageDown");
  await page.waitForFunction((reached) => document.querySelector(".clock b").textContent < reached, reached);
  const past = await clock(page);
  await select(page, "orders");
  const field = page.locator("#field-VisibilityTimeout");
  const before = await field.inputValue();
  await field.fill("77");
  await field.press("Enter");
  const notice = page.getByRole("status", { name: "Notices" }).locator(".notice", { hasText: "You changed the past" });
  await notice.getByRole("button", { name: "Undo" }).click();
  await page.waitForFunction((before) => document.querySelector("#field-VisibilityTimeout").value === before, before);
  assert.equal(await clock(page), past);
  await slider(page).focus();
  await page.keyboard.press("End");
  await reads(page, reached);
});

browserTest("a bookmark is made by key, named, and gone to from the list and on the timeline", async ({ page, goto, axe }) => {
  await goto();
  await played(page, "decoupling", "0:00:30");
  const marked = await clock(page);
  await page.locator("body").press("b");
  await page.getByRole("status", { name: "Notices" }).getByText("Bookmark 1").waitFor();
  await slider(page).focus();
  await page.keyboard.press("Home");
  await reads(page, "0:00:00.000");
  await page.getByRole("button", { name: "Moments" }).click();
  const name = page.getByLabel("Name of Bookmark 1");
  await name.fill("Rush begins");
  await name.press("Enter");
  assert.deepEqual(await axe({ include: "dialog" }), []);
  await page.getByRole("button", { name: /go to Rush begins/ }).click();
  await reads(page, marked);
  await slider(page).focus();
  await page.keyboard.press("Home");
  await reads(page, "0:00:00.000");
  const sign = page.locator(".sign:has(.m-bookmark)");
  await sign.hover();
  await page.locator(".tip", { hasText: "Rush begins" }).waitFor();
  await sign.click();
  await reads(page, marked);
});

browserTest("faults and what was done by hand stand on the timeline and in the list of moments", async ({ page, goto }) => {
  await goto();
  await played(page, "decoupling", "0:00:30");
  const at = await clock(page);
  await select(page, "worker");
  await page.getByRole("tab", { name: "Actions" }).click();
  await page.getByRole("complementary", { name: "Inspector" }).getByRole("button", { name: "Crash" }).click();
  await page.locator(".sign:has(.m-fault)").first().waitFor();
  await slider(page).focus();
  await page.keyboard.press("Home");
  await reads(page, "0:00:00.000");
  await page.getByRole("button", { name: "Moments" }).click();
  await page.locator(".moment", { hasText: "by hand" }).click();
  await reads(page, at);
});

browserTest("the run stops when a condition becomes true, at full speed, and says why", async ({ page, goto }) => {
  await goto();
  await played(page, "visibility-too-short", "0:00:01");
  await page.getByRole("button", { name: "Stop when…" }).click();
  await page.getByRole("button", { name: "An effect happens twice" }).click();
  await page.getByRole("combobox", { name: "Condition" }).selectOption({ label: "A rule shows" });
  await page.getByRole("combobox", { name: "Rule" }).fill("SQS-84");
  await page.getByRole("dialog").getByRole("button", { name: "Add", exact: true }).click();
  await page.getByRole("alert").filter({ hasText: "Did you mean SQS-084" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByLabel("Speed").selectOption({ label: "10,000×" });
  await play(page).click();
  const notice = page.getByRole("status", { name: "Notices" }).locator(".notice", { hasText: "Stopped at" });
  await notice.waitFor();
  await play(page).waitFor();
  const text = await notice.textContent();
  assert.match(text, /done with m-\d+ again: its effect happens twice/);
  assert.ok(text.includes(await clock(page)), "it stopped at that very moment");
});

browserTest("any speed can be typed, and the keys make it faster and slower", async ({ page, goto }) => {
  await goto();
  await pause(page).click();
  const speed = page.getByLabel("Speed");
  await speed.selectOption({ label: "Other…" });
  await speed.fill("37");
  await speed.press("Enter");
  await page.locator("#speed option:checked", { hasText: "37×" }).waitFor({ state: "attached" });
  await page.locator(".design-title").focus();
  await page.locator(".brand").click();
  await page.keyboard.press("]");
  await page.locator("#speed option:checked", { hasText: "50×" }).waitFor({ state: "attached" });
  await page.keyboard.press("[");
  await page.locator("#speed option:checked", { hasText: "10×" }).waitFor({ state: "attached" });
});

for (const colorScheme of ["light", "dark"]) {
  browserTest(`the dialogs about time are accessible in the ${colorScheme} theme`, { context: { colorScheme } }, async ({ page, goto, axe }) => {
    await goto();
    await played(page, "dlq-and-redrive", "0:00:30");
    await page.locator("body").press("b");
    await slider(page).focus();
    await page.keyboard.press("+");
    assert.deepEqual(await axe(), [], "the timeline with marks");
    await page.getByRole("button", { name: "Moments" }).click();
    await page.getByRole("dialog", { name: "Moments" }).waitFor();
    assert.deepEqual(await axe(), [], "moments");
    await page.getByRole("dialog").getByRole("button", { name: "Stop when…" }).click();
    await page.getByRole("dialog", { name: "Stop when" }).waitFor();
    await page.locator(".suggestions button").first().click();
    await page.getByRole("combobox", { name: "Condition" }).selectOption("metric");
    assert.deepEqual(await axe(), [], "stops");
  });
}

/** Puts a twin with another VisibilityTimeout beside the run. */
async function twinned(page) {
  await page.getByRole("button", { name: "Examples" }).click();
  await page.locator('[data-example="visibility-too-short"]').click();
  await page.locator("dialog").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Twin run" }).click();
  await page.getByRole("combobox", { name: "Node" }).selectOption({ label: "orders" });
  await page.getByRole("button", { name: "VisibilityTimeout of orders: 60 s instead of 30 s" }).click();
  await page.getByRole("region", { name: "Twin run" }).waitFor();
  await page.getByLabel("Speed").selectOption({ label: "50×" });
}

const row = (page, metric) => page.locator(".twin-scroll tr", { hasText: metric }).first();

browserTest("a twin runs beside the run with one setting changed, and a table says what differs", async ({ page, goto, axe }) => {
  await goto();
  await twinned(page);
  await row(page, "NumberOfMessagesReceived").waitFor();
  await pause(page).click();
  await page.locator(".twin .card.differs").first().waitFor();
  const [, received, twin] = (await row(page, "NumberOfMessagesReceived").locator("td").allTextContents()).map((text) => Number.parseInt(text, 10));
  assert.ok(received > twin, "the short timeout has messages received more often");
  assert.deepEqual(await axe(), []);
  await slider(page).focus();
  await page.keyboard.press("Home");
  await page.getByText("No metric differs at this moment").waitFor();
  await page.keyboard.press("End");
  await row(page, "NumberOfMessagesReceived").waitFor();
  await page.getByRole("button", { name: "Close the twin run" }).click();
  await page.locator(".twin").waitFor({ state: "detached" });
  await play(page).click();
  await pause(page).waitFor();
});

browserTest("the twin and the run change places, and the twin's setting is kept", async ({ page, goto }) => {
  await goto();
  await twinned(page);
  await row(page, "NumberOfMessagesReceived").waitFor();
  await pause(page).click();
  await select(page, "orders");
  const timeout = (value) => page.waitForFunction((value) => document.querySelector("#field-VisibilityTimeout").value === value, value);
  await timeout("30");
  const at = await clock(page);
  await page.getByRole("button", { name: "Swap" }).click();
  await timeout("60");
  await page.locator(".board-name", { hasText: "30 s instead of 60 s" }).waitFor();
  assert.equal(await clock(page), at, "no time passes by that");
  await row(page, "NumberOfMessagesReceived").waitFor();
  await page.getByRole("button", { name: "Keep the twin's setting" }).click();
  await page.locator(".twin").waitFor({ state: "detached" });
  await timeout("30");
});

browserTest("a twin is asked for with a value of one's own, and a bad one is refused", async ({ page, goto }) => {
  await goto();
  await page.getByRole("button", { name: "Twin run" }).click();
  const dialog = page.getByRole("dialog", { name: "Twin run" });
  await dialog.getByRole("combobox", { name: "Node" }).selectOption({ label: "orders" });
  const value = dialog.getByRole("textbox", { name: "In the twin" });
  await value.fill("soon");
  await dialog.getByRole("button", { name: "Start" }).click();
  await page.getByRole("alert").filter({ hasText: "VisibilityTimeout" }).waitFor();
  await value.fill("90");
  await dialog.getByRole("button", { name: "Start" }).click();
  await page.locator(".board-name", { hasText: "90 s instead of 30 s" }).waitFor();
});
