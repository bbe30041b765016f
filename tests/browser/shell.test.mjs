import assert from "node:assert/strict";
import { browserTest } from "./harness.mjs";

const PANIC = /asked for by the address|RuntimeError|unreachable/;
const clock = (page) => page.locator(".clock b");
const seconds = async (page) => {
  const [hours, minutes, rest] = (await clock(page).textContent()).split(":");
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(rest);
};
const play = (page) => page.getByRole("button", { name: "Play", exact: true });
const pause = (page) => page.getByRole("button", { name: "Pause", exact: true });
const title = (page) => page.getByLabel("Title of the design");
const inspector = (page) => page.getByRole("complementary", { name: "Inspector" });
const field = (page, name) => page.locator(`[data-field="${name}"]`);

/** Opens an example by its slug. */
async function example(page, slug) {
  await page.getByRole("button", { name: "Examples" }).click();
  await page.locator(`[data-example="${slug}"]`).click();
  await page.locator("dialog").waitFor({ state: "detached" });
}

/** Selects a node on the canvas, by keyboard. */
async function select(page, name) {
  await page.getByRole("main").locator(`.card[aria-label^="${name},"]`).focus();
  await page.keyboard.press("Enter");
  await inspector(page).getByRole("heading", { name, exact: true }).waitFor();
}

/** The link of the share dialog. */
async function link(page) {
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const text = await page.locator("#share-link").inputValue();
  await page.keyboard.press("Escape");
  return text;
}

browserTest("a first visit shows an example at work", async ({ page, goto }) => {
  await goto();
  assert.equal(await title(page).inputValue(), "A queue decouples");
  await pause(page).waitFor();
  await page.waitForFunction(() => document.querySelector(".clock b").textContent > "0:00:02");
});

browserTest("play and pause by mouse and by keyboard", async ({ page, goto }) => {
  await goto();
  await pause(page).click();
  const stood = await clock(page).textContent();
  await page.locator(".design-title").blur();
  await page.getByRole("main").click({ position: { x: 12, y: 12 } });
  assert.equal(await clock(page).textContent(), stood, "time stands still while paused");
  await page.keyboard.press("Space");
  await pause(page).waitFor();
  await page.keyboard.press("Space");
  await play(page).waitFor();
  const at = await seconds(page);
  await page.keyboard.press(".");
  await page.waitForFunction((at) => document.querySelector(".clock b").textContent !== at, stood);
  assert.ok((await seconds(page)) >= at, "a step forward goes forward");
  await page.keyboard.press(",");
  await page.keyboard.press("r");
  assert.equal(await clock(page).textContent(), "0:00:00.000");
});

browserTest("a setting is changed, undone and reset", async ({ page, goto }) => {
  await goto();
  await select(page, "orders");
  const timeout = field(page, "VisibilityTimeout").getByRole("textbox");
  assert.equal(await timeout.inputValue(), "30");
  await timeout.fill("60");
  await timeout.press("Enter");
  await field(page, "VisibilityTimeout").getByRole("img", { name: "changed" }).waitFor();
  await page.getByRole("button", { name: "Undo", exact: true }).first().click();
  await page.waitForFunction(() => document.querySelector("#field-VisibilityTimeout").value === "30");
  await page.getByRole("button", { name: "Redo" }).click();
  await page.waitForFunction(() => document.querySelector("#field-VisibilityTimeout").value === "60");
  await field(page, "VisibilityTimeout").getByRole("button", { name: "Reset VisibilityTimeout" }).click();
  await page.waitForFunction(() => document.querySelector("#field-VisibilityTimeout").value === "30");
});

browserTest("a bad value stays in its field, with a word on how to mend it", async ({ page, goto }) => {
  await goto();
  await select(page, "orders");
  const timeout = field(page, "VisibilityTimeout").getByRole("textbox");
  await timeout.fill("50000");
  await timeout.press("Tab");
  const alert = field(page, "VisibilityTimeout").getByRole("alert");
  await alert.waitFor();
  assert.match(await alert.textContent(), /out of range.*0 – 43,200 s/);
  assert.equal(await timeout.inputValue(), "50000");
  assert.equal(await timeout.getAttribute("aria-invalid"), "true");
  await timeout.fill("45");
  await timeout.press("Enter");
  await alert.waitFor({ state: "detached" });
});

browserTest("a rule's chip opens its sentence and its source", async ({ page, goto }) => {
  await goto();
  await select(page, "orders");
  const chip = field(page, "VisibilityTimeout").getByRole("button", { name: /^SQS-\d+$/ });
  await chip.click();
  await field(page, "VisibilityTimeout").getByText(/^Source: /).waitFor();
});

browserTest("the messages of a queue are listed and searched, and looking consumes nothing", async ({ page, goto }) => {
  await goto("");
  await page.getByLabel("Speed").selectOption({ label: "10×" });
  await page.waitForFunction(() => document.querySelector(".clock b").textContent > "0:00:40");
  await pause(page).click();
  await select(page, "orders");
  await page.getByRole("tab", { name: /Messages \d+/ }).click();
  const rows = inspector(page).locator("[data-message]");
  await rows.first().waitFor();
  const before = await rows.count();
  const name = await rows.first().getAttribute("data-message");
  await rows.first().locator("summary").click();
  await inspector(page).getByLabel(`Body of ${name}`).waitFor();
  await inspector(page).getByLabel("Search the messages").focus();
  await page.keyboard.type(name);
  await page.waitForFunction(() => document.querySelectorAll(".inspector [data-message]").length === 1);
  assert.equal(await inspector(page).getByLabel("Search the messages").inputValue(), name);
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  await page.waitForFunction((count) => document.querySelectorAll(".inspector [data-message]").length === count, before);
});

browserTest("metrics, rules and actions come from the kind's description", async ({ page, goto }) => {
  await goto();
  await select(page, "orders");
  await page.getByRole("tab", { name: "Metrics" }).click();
  await page.locator('[data-metric="ApproximateNumberOfMessagesVisible"]').waitFor();
  await page.keyboard.press("ArrowRight");
  await page.locator('[data-rule="SQS-084"]').waitFor();
  await page.getByRole("tab", { name: "Actions" }).click();
  assert.ok((await inspector(page).locator("code.command").count()) > 0);
});

browserTest("a node can be added by name with quick add, and renamed", async ({ page, goto }) => {
  await goto();
  await page.getByRole("main").click({ position: { x: 12, y: 12 } });
  await page.keyboard.press("/");
  await page.keyboard.type("fifo");
  await page.getByRole("option", { selected: true }).filter({ hasText: "SQS FIFO queue" }).waitFor();
  await page.keyboard.press("Enter");
  const name = inspector(page).getByLabel("Name", { exact: true });
  await name.waitFor();
  await name.fill("payments.fifo");
  await name.press("Enter");
  await inspector(page).getByRole("heading", { name: "payments.fifo" }).waitFor();
});

browserTest("a shared link opens the same design elsewhere, and Undo brings back what was there", async ({ page, goto, context, url }) => {
  await goto();
  await title(page).fill("Shared with you");
  await title(page).press("Enter");
  const address = await link(page);
  assert.ok(address.startsWith(`${url}#s=`), address);

  const other = await context.browser().newContext();
  const there = await other.newPage();
  await there.goto(address);
  await there.waitForFunction(() => document.querySelector(".design-title")?.value === "Shared with you");
  assert.equal(new URL(there.url()).hash, "", "the address no longer holds the design, which may be edited now");
  await there.getByRole("status").getByRole("button", { name: "Undo" }).click();
  await there.waitForFunction(() => document.querySelector(".design-title").value === "A queue decouples");
  await other.close();
});

browserTest("a damaged link says what was dropped, and Undo brings back what was there", async ({ page, goto }) => {
  await goto();
  await title(page).fill("Mine");
  await title(page).press("Enter");
  const address = await link(page);
  await page.evaluate((hash) => (location.hash = hash), new URL(address).hash.slice(0, -12));
  const alert = page.getByRole("alert").filter({ hasText: /damaged/ });
  await alert.waitFor();
  await alert.getByRole("button", { name: "Undo" }).click();
  await page.waitForFunction(() => document.querySelector(".design-title").value === "Mine");
});

browserTest("a link in which nothing can be read leaves the design as it is", async ({ page, goto }) => {
  await goto("#s=!!!");
  await page.getByRole("alert").filter({ hasText: "Your design is as it was." }).waitFor();
  assert.equal(await title(page).inputValue(), "A queue decouples");
});

browserTest("the design is there again after a reload", async ({ page, goto, started }) => {
  await goto();
  await title(page).fill("Kept <b>here</b>");
  await title(page).press("Enter");
  await page.waitForFunction(() => localStorage.getItem("decouple.design")?.includes("Kept <b>here</b>"));
  await page.reload();
  await started();
  assert.equal(await title(page).inputValue(), "Kept <b>here</b>");
  assert.equal(await page.locator(".inspector b").filter({ hasText: "here" }).count(), 0, "what a person writes is never markup");
});

browserTest("a browser that keeps nothing says so once, and everything else works", async ({ page, context, goto }) => {
  await context.addInitScript(() => {
    Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("blocked", "SecurityError"); } });
  });
  await goto();
  await title(page).fill("One");
  await title(page).press("Enter");
  await page.getByRole("alert").filter({ hasText: "keeps nothing" }).waitFor();
  await page.getByRole("alert").getByRole("button", { name: "Dismiss" }).click();
  await title(page).fill("Two");
  await title(page).press("Enter");
  await page.waitForFunction(() => window.decouple.rescue.design.includes("Two"));
  assert.equal(await page.getByRole("alert").filter({ hasText: "keeps nothing" }).count(), 0);
});

browserTest("the theme follows the system until one is chosen, and the choice stays", { context: { colorScheme: "dark" } }, async ({ page, goto, started }) => {
  await goto();
  const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
  assert.equal(await theme(), "dark");
  await page.emulateMedia({ colorScheme: "light" });
  await page.waitForFunction(() => document.documentElement.dataset.theme === "light");
  await page.getByRole("button", { name: "Use the dark theme" }).click();
  assert.equal(await theme(), "dark");
  await page.reload();
  await started();
  assert.equal(await theme(), "dark");
});

browserTest("after a panic the design is still there: by reload, link and file", { allow: PANIC }, async ({ page, goto, started }) => {
  await goto();
  await title(page).fill("Precious");
  await title(page).press("Enter");
  await page.waitForFunction(() => window.decouple.rescue.design.includes("Precious"));
  await page.evaluate(() => (location.hash = "#panic"));
  await page.getByRole("heading", { name: "Decouple stopped" }).waitFor();
  assert.match(await page.getByLabel("What the program said").textContent(), /asked for by the address/);
  assert.match(await page.getByLabel("Link that opens this design").inputValue(), /#s=\w+/);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download the design" }).click()]);
  assert.equal(download.suggestedFilename(), "decouple.toml");
  await page.getByRole("button", { name: "Reload with your design" }).click();
  await page.waitForFunction(() => document.querySelector(".design-title")?.value === "Precious");
  await started();
});

browserTest("a panic at every start can be left by starting afresh, and the old design stays downloadable", { allow: PANIC }, async ({ page, goto, url }) => {
  await goto();
  await title(page).fill("Cursed");
  await title(page).press("Enter");
  await page.waitForFunction(() => localStorage.getItem("decouple.design")?.includes("Cursed"));
  await page.goto(`${url}?again#panic`);
  await page.getByRole("heading", { name: "Decouple stopped" }).waitFor();
  await page.getByRole("button", { name: "Start with the first example" }).click();
  await page.waitForFunction(() => document.querySelector(".design-title")?.value === "A queue decouples");
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download the design from before the fault" }).click(),
  ]);
  assert.equal(download.suggestedFilename(), "decouple-before-the-fault.toml");
});

browserTest("a TOML file opens, and a broken one says in which line", async ({ page, goto }) => {
  await goto();
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const file = page.getByLabel("Open a TOML file");
  await file.setInputFiles({ name: "x.toml", mimeType: "text/plain", buffer: Buffer.from("version = 1\ntitle = 7\n") });
  await page.getByRole("alert").filter({ hasText: "line 2" }).waitFor();
  await file.setInputFiles({ name: "x.toml", mimeType: "text/plain", buffer: Buffer.from('version = 1\ntitle = "From a file"\n') });
  await page.waitForFunction(() => document.querySelector(".design-title").value === "From a file");
});

browserTest("the list of events has no gaps, scrolls, and goes to the moment of an event", async ({ page, goto }) => {
  await goto();
  await page.getByLabel("Speed").selectOption({ label: "50×" });
  await page.waitForFunction(() => document.querySelector(".clock b").textContent > "0:01:00");
  await pause(page).click();
  await page.getByRole("button", { name: /Events/ }).click();
  const list = page.getByRole("grid", { name: "List of events" });
  await list.focus();
  await page.keyboard.press("Home");
  await page.locator('[data-event="1"]').waitFor();
  const numbers = await list.locator("[data-event]").evaluateAll((rows) => rows.map((row) => Number(row.dataset.event)).sort((a, b) => a - b));
  assert.deepEqual(numbers, numbers.map((_, index) => index + 1));
  await page.locator('[data-event="5"]').click();
  const at = await page.locator('[data-event="5"] .at').textContent();
  await page.waitForFunction((at) => document.querySelector(".clock b").textContent === at, at);
});

browserTest("the timeline is a slider: arrow keys and Home go through time", async ({ page, goto }) => {
  await goto();
  await page.waitForFunction(() => document.querySelector(".clock b").textContent > "0:00:08");
  await pause(page).click();
  const slider = page.getByRole("slider", { name: "Time" });
  await slider.focus();
  await page.keyboard.press("Home");
  await page.waitForFunction(() => document.querySelector(".clock b").textContent === "0:00:00.000");
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction(() => document.querySelector(".clock b").textContent > "0:00:00.000");
});

browserTest("at 1024 px the inspector is a drawer", { context: { viewport: { width: 1024, height: 768 } } }, async ({ page, goto, axe }) => {
  await goto();
  const drawer = page.locator(".inspector");
  assert.equal(await drawer.isVisible(), false);
  await page.getByRole("button", { name: "Inspector", exact: true }).click();
  await page.waitForFunction(() => getComputedStyle(document.querySelector(".inspector")).transform === "none");
  assert.ok(await drawer.isVisible());
  assert.deepEqual(await axe(), []);
  await page.getByRole("button", { name: "Close the inspector" }).click();
  await drawer.waitFor({ state: "hidden" });
});

browserTest("on a phone palette and inspector are sheets, the transport stays, nothing is too small to touch", { context: { viewport: { width: 390, height: 844 }, hasTouch: true } }, async ({ page, goto, axe }) => {
  await goto();
  await page.getByRole("button", { name: "Add a node" }).click();
  await page.locator(".palette").waitFor();
  await page.waitForFunction(() => getComputedStyle(document.querySelector(".palette")).transform === "none");
  assert.deepEqual(await axe(), []);
  await page.locator('[data-kind="worker"]').click();
  await page.locator(".palette").waitFor({ state: "hidden" });
  await page.getByRole("button", { name: "Inspector", exact: true }).click();
  await page.waitForFunction(() => getComputedStyle(document.querySelector(".inspector")).transform === "none");
  assert.deepEqual(await axe(), []);
  assert.ok(await page.locator(".play").isVisible());
  const small = await page.locator(".topbar button:visible, .transport button:visible, .transport select:visible").evaluateAll((items) =>
    items.filter((item) => item.getBoundingClientRect().height < 44 || item.getBoundingClientRect().width < 44).map((item) => item.outerHTML.slice(0, 120)),
  );
  assert.deepEqual(small, []);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing sticks out sideways");
});

for (const colorScheme of ["light", "dark"]) {
  browserTest(`every panel is accessible in the ${colorScheme} theme`, { context: { colorScheme } }, async ({ page, goto, axe }) => {
    await goto();
    await pause(page).click();
    assert.deepEqual(await axe(), [], "the design");
    await select(page, "orders");
    for (const tab of [/Settings/, /Messages/, /Metrics/, /Rules/, /Actions/]) {
      await page.getByRole("tab", { name: tab }).click();
      assert.deepEqual(await axe(), [], `the tab ${tab}`);
    }
    await page.getByRole("button", { name: /Events/ }).click();
    assert.deepEqual(await axe(), [], "the events");
    for (const name of ["Examples", "Share", "Keyboard shortcuts"]) {
      await page.getByRole("button", { name, exact: true }).click();
      await page.getByRole("dialog", { name }).waitFor();
      assert.deepEqual(await axe(), [], name);
      await page.keyboard.press("Escape");
      await page.getByRole("dialog", { name }).waitFor({ state: "detached" });
    }
  });

  browserTest(`the colours of messages stand out from every surface in the ${colorScheme} theme`, { context: { colorScheme } }, async ({ page, goto }) => {
    await goto();
    const weak = await page.evaluate(() => {
      const style = getComputedStyle(document.documentElement);
      const luminance = (name) => {
        const hex = style.getPropertyValue(name).trim().slice(1);
        const [r, g, b] = [0, 2, 4].map((at) => {
          const part = parseInt(hex.slice(at, at + 2), 16) / 255;
          return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const contrast = (a, b) => {
        const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
        return (high + 0.05) / (low + 0.05);
      };
      const tokens = Array.from({ length: 8 }, (_, index) => `--t${index + 1}`);
      const pairs = tokens.flatMap((token) => ["--bg", "--panel", "--raised"].map((surface) => [token, surface, 3]));
      const texts = ["--ink", "--ink-2", "--ink-3", "--good", "--warn", "--bad", "--accent-text"];
      pairs.push(...texts.flatMap((text) => ["--bg", "--panel", "--raised"].map((surface) => [text, surface, 4.5])));
      return pairs.filter(([a, b, least]) => contrast(a, b) < least).map(([a, b]) => `${a} on ${b}: ${contrast(a, b).toFixed(2)}`);
    });
    assert.deepEqual(weak, []);
  });
}

browserTest("a picture for the README", { context: { viewport: { width: 1440, height: 900 }, colorScheme: "light", reducedMotion: "reduce" } }, async ({ page, goto, screenshot }) => {
  await goto();
  await example(page, "visibility-too-short");
  await pause(page).click();
  await page.getByRole("button", { name: "Dismiss" }).click();
  await page.getByRole("slider", { name: "Time" }).focus();
  await page.keyboard.press("Home");
  for (let step = 0; step < 40; step += 1) await page.keyboard.press("n");
  await page.getByRole("slider", { name: "Time" }).blur();
  await page.keyboard.press("m");
  await screenshot("readme");
});
