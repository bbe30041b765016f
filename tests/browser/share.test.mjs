import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { browserTest } from "./harness.mjs";

const dialog = (page) => page.getByRole("dialog", { name: "Share" });
const share = async (page) => {
  await page.getByRole("button", { name: "Share", exact: true }).click();
  await dialog(page).waitFor();
};
const link = (page) => page.locator("#share-link").inputValue();
const pause = (page) => page.getByRole("button", { name: "Pause", exact: true });
const play = (page) => page.getByRole("button", { name: "Play", exact: true });
const clock = (page) => page.locator(".clock b").textContent();
const alert = (page) => page.getByRole("alert");

/** A page of its own, as of somebody else: no storage, no history. */
async function elsewhere(page, address, body) {
  const context = await page.context().browser().newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const other = await context.newPage();
    const problems = [];
    other.on("pageerror", (error) => problems.push(String(error)));
    await other.goto(address);
    await other.locator(".transport").waitFor();
    await body(other);
    assert.deepEqual(problems, []);
  } finally {
    await context.close();
  }
}

/** Some seconds of the first example, with a setting changed and a command on the way, paused. */
async function lively(page) {
  await page.getByLabel("Speed", { exact: true }).selectOption({ label: "10×" });
  await page.waitForFunction(() => document.querySelector(".clock b").textContent > "0:00:10");
  await page.getByRole("main").locator('.card[aria-label^="orders,"]').focus();
  await page.keyboard.press("Enter");
  const field = page.locator("#field-VisibilityTimeout");
  await field.fill("7");
  await field.press("Enter");
  await page.waitForFunction(() => document.querySelector(".clock b").textContent > "0:00:20");
  await pause(page).click();
}

browserTest("a link to a moment shows the same moment to somebody else, and leads on from it", async ({ page, goto }) => {
  await goto();
  await lively(page);
  const at = await clock(page);
  await share(page);
  await dialog(page).getByLabel(/This moment/).check();
  const address = await link(page);
  assert.match(address, /#s=.+&m=.+/);
  const picture = (page) => page.locator(".world").evaluate((world) => [...world.querySelectorAll(".card")].map((card) => card.textContent).join("\n"));
  const cards = await picture(page);
  await elsewhere(page, address, async (other) => {
    await other.waitForFunction((at) => document.querySelector(".clock b").textContent === at, at);
    await play(other).waitFor();
    assert.equal(await picture(other), cards);
    assert.equal(await other.locator("#field-VisibilityTimeout").inputValue(), "7", "what was selected is selected");
    await play(other).click();
    await other.waitForFunction((at) => document.querySelector(".clock b").textContent > at, at);
  });
});

browserTest("a damaged moment leaves the design, and says so", async ({ page, goto }) => {
  await goto();
  await lively(page);
  await share(page);
  await dialog(page).getByLabel(/This moment/).check();
  const address = await link(page);
  await elsewhere(page, address.slice(0, -9), async (other) => {
    await alert(other).getByText(/The moment in the link is damaged/).waitFor();
    assert.equal(await other.locator(".design-title").inputValue(), "A queue decouples");
  });
});

browserTest("a page for looking at plays and inspects, and refuses every edit but what is allowed", async ({ page, goto, axe }) => {
  await goto();
  await pause(page).click();
  await share(page);
  await dialog(page).getByLabel(/To look at/).check();
  await dialog(page).locator("summary").click();
  await dialog(page).getByLabel("Settings of").selectOption("orders");
  await dialog(page).getByLabel("VisibilityTimeout").check();
  const address = await link(page);
  assert.match(address, /\?view&allow=orders\.VisibilityTimeout#s=/);
  assert.deepEqual(await axe({ include: "dialog" }), []);
  await elsewhere(page, address, async (other) => {
    await play(other).click();
    await other.waitForFunction(() => document.querySelector(".clock b").textContent > "0:00:01");
    assert.equal(await other.getByRole("navigation", { name: "Palette" }).count(), 0, "there is nothing to add");
    await other.getByRole("main").locator('.card[aria-label^="orders,"]').focus();
    await other.keyboard.press("Enter");
    assert.equal(await other.locator("#field-DelaySeconds").isDisabled(), true);
    const timeout = other.locator("#field-VisibilityTimeout");
    await timeout.fill("9");
    await timeout.press("Enter");
    await other.getByRole("img", { name: "changed" }).waitFor();
    await other.getByRole("main").locator('.card[aria-label^="orders,"]').focus();
    await other.keyboard.press("Delete");
    await alert(other).getByText(/for looking at/).waitFor();
    assert.equal(await other.locator('.card[aria-label^="orders,"]').count(), 1);
    assert.equal(await other.evaluate(() => localStorage.getItem("decouple.design")), null, "nothing of it is kept");
    const full = await other.getByRole("link", { name: "Open in Decouple" }).getAttribute("href");
    assert.doesNotMatch(full, /view/);
  });
});

browserTest("a visitor's own design stays while a page for looking at is open", async ({ page, goto, url }) => {
  await goto();
  await page.locator(".design-title").fill("My own");
  await page.locator(".design-title").press("Enter");
  await page.waitForFunction(() => localStorage.getItem("decouple.design")?.includes("My own"));
  await page.goto(`${url}?view&theme=dark&rate=10&play`);
  await pause(page).waitFor();
  assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
  assert.equal(await page.getByLabel("Speed", { exact: true }).inputValue(), "1000");
  assert.equal(await page.locator(".design-title").inputValue(), "A queue decouples");
  await goto();
  assert.equal(await page.locator(".design-title").inputValue(), "My own");
});

browserTest("the link is shown as a code, large for a projector, and a link that is too long says so", async ({ page, goto }) => {
  await goto();
  await pause(page).click();
  await share(page);
  await dialog(page).getByRole("img", { name: "QR code of the link" }).waitFor();
  await dialog(page).getByRole("button", { name: "Show large" }).click();
  const large = page.getByRole("dialog", { name: "Scan to open" });
  const box = await large.getByRole("img").boundingBox();
  assert.ok(box.width > 600, `${box.width} pixels wide`);
  await page.keyboard.press("Escape");
  await large.waitFor({ state: "detached" });
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "detached" });
  const about = page.getByRole("textbox", { name: "About this design" });
  await page.getByRole("button", { name: "Edit the description" }).click();
  await about.fill(Array.from({ length: 900 }, (_, index) => (index * 7919 % 100003).toString(36)).join(" "));
  await about.blur();
  await share(page);
  await dialog(page).getByText(/too long for a QR code/).waitFor();
});

for (const [name, viewport] of [["desk", { width: 1440, height: 900 }], ["tablet", { width: 1024, height: 768 }], ["phone", { width: 390, height: 844 }]]) {
  for (const colorScheme of ["light", "dark"]) {
    browserTest(`the share dialog fits on a ${name}, ${colorScheme}`, { context: { viewport, colorScheme, hasTouch: name === "phone" } }, async ({ page, goto, axe, screenshot }) => {
      await goto();
      await page.getByRole("button", { name: "Share", exact: true }).click();
      await dialog(page).getByLabel(/For another page/).check();
      await dialog(page).locator("summary").click();
      assert.deepEqual(await axe({ include: "dialog" }), []);
      const wide = await dialog(page).locator(".dialog-body").evaluate((body) => body.scrollWidth - body.clientWidth);
      assert.ok(wide <= 0, `${wide} pixels too wide`);
      await screenshot(`share-${name}-${colorScheme}`);
    });
  }
}

for (const colorScheme of ["light", "dark"]) {
  browserTest(`the design is downloaded as SVG and as PNG at twice its size, ${colorScheme}`, { context: { colorScheme, acceptDownloads: true } }, async ({ page, goto }) => {
    await goto();
    await page.waitForFunction(() => document.querySelector(".clock b").textContent > "0:00:01");
    await pause(page).click();
    await share(page);
    const save = async (name) => {
      const [download] = await Promise.all([page.waitForEvent("download"), dialog(page).getByRole("button", { name }).click()]);
      return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
    };
    const svg = await save("Download SVG");
    assert.equal(svg.name, "a-queue-decouples.svg");
    const text = svg.bytes.toString();
    for (const name of ["web", "orders", "worker"]) assert.match(text, new RegExp(`>${name}<`));
    const background = await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--bg").trim());
    assert.ok(text.includes(background), "in the colours of the page");
    const [, width] = text.match(/width="(\d+)"/);
    const png = await save("Download PNG");
    assert.equal(png.name, "a-queue-decouples.png");
    assert.equal(png.bytes.readUInt32BE(16), 2 * Number(width));
    await writeFile(new URL(`output/export-${colorScheme}.png`, import.meta.url), png.bytes);
  });
}

browserTest("paper shows the picture, the words, the settings and the steps, and nothing else", async ({ page, goto }) => {
  await goto();
  await pause(page).click();
  await page.locator(".design-title").fill("<img src=x onerror=alert(1)> & co");
  await page.locator(".design-title").press("Enter");
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  const paper = page.locator("#paper");
  assert.equal(await paper.locator("h1").textContent(), "<img src=x onerror=alert(1)> & co");
  assert.equal(await paper.locator("img").count(), 0, "what people write is never markup");
  await paper.locator("svg").waitFor();
  await paper.getByText("fail worker").waitFor();
  assert.equal(await page.locator(".app").isVisible(), false);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  assert.equal(await paper.count(), 0);
});
