// Lambda functions on the canvas: what a person sees of held batches, of a call from the button, and of a mapping.
import assert from "node:assert/strict";
import { browserTest } from "./harness.mjs";

const dialog = (page) => page.locator("dialog");
const inspector = (page) => page.getByRole("complementary", { name: "Inspector" });
const card = (page, name) => page.locator(`.board-area:not(.twin) .card[aria-label^="${name},"]`);

/** Opens an example, plays it until its clock shows `until`, and pauses. */
async function played(page, slug, until) {
  await page.getByRole("button", { name: "Examples" }).first().click();
  await page.locator(`[data-example="${slug}"]`).click();
  await dialog(page).waitFor({ state: "detached" });
  await page.getByLabel("Speed").selectOption({ label: "50×" });
  const play = page.getByRole("button", { name: "Play", exact: true });
  if (await play.count()) await play.click();
  await page.waitForFunction((until) => document.querySelector(".clock b").textContent > until, until);
  await page.getByRole("button", { name: "Pause", exact: true }).click();
}

async function select(page, name) {
  await card(page, name).focus();
  await page.keyboard.press("Enter");
  await inspector(page).getByRole("heading", { name, exact: true }).waitFor();
}

for (const scheme of ["light", "dark"]) {
  const context = { viewport: { width: 1440, height: 900 }, colorScheme: scheme };
  browserTest(`a function shows what it runs and what it holds (${scheme})`, { context }, async ({ page, goto, axe, screenshot }) => {
    await goto();
    await played(page, "esm-6x-visibility", "0:03:20");
    assert.match(await card(page, "resize").textContent(), /3\s*invocations/);
    assert.match(await card(page, "never-ran").textContent(), /10\s*visible/);
    await select(page, "resize");
    await screenshot(`lambda-${scheme}`);
    assert.deepEqual(await axe(), []);
  });
}

browserTest("the button of a function calls it", async ({ page, goto }) => {
  await goto();
  await played(page, "esm-6x-visibility", "0:03:20");
  await select(page, "resize");
  await inspector(page).getByRole("tab", { name: "Actions" }).click();
  await inspector(page).getByRole("button", { name: "Invoke asynchronously", exact: true }).click();
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await page.waitForFunction(() => {
    const card = document.querySelector('.board-area:not(.twin) .card[aria-label^="resize,"]');
    return /4\s*invocations/.test(card.textContent);
  });
});
