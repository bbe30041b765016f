// EventBridge on the page: what the cards and the inspector of its kinds say, at both themes.
import assert from "node:assert/strict";
import { browserTest } from "./harness.mjs";

const card = (page, name) => page.getByRole("main").locator(`.card[aria-label^="${name},"]`);

/** Opens an example, plays it until its clock shows more than `until`, and pauses. */
async function played(page, slug, until) {
  await page.getByRole("button", { name: "Examples" }).first().click();
  await page.locator(`[data-example="${slug}"]`).click();
  await page.locator("dialog").waitFor({ state: "detached" });
  await page.getByLabel("Speed").selectOption({ label: "50×" });
  await page.waitForFunction((until) => document.querySelector(".clock b").textContent > until, until);
  const pause = page.getByRole("button", { name: "Pause", exact: true });
  if (await pause.isVisible()) await pause.click();
}

for (const theme of ["light", "dark"]) {
  browserTest(`rules show what they matched and delivered, in the ${theme} theme`, async ({ page, goto, axe }) => {
    // High enough to fit the board at a size at which cards show more than their names.
    await page.setViewportSize({ width: 1440, height: 1000 });
    await goto(`?theme=${theme}`);
    await played(page, "event-routing", "0:00:15");
    assert.match(await card(page, "bus").innerText(), /100\s*events/);
    assert.match(await card(page, "large-orders").innerText(), /30\s*matched\s*60\s*delivered/);
    await card(page, "large-orders").focus();
    await page.keyboard.press("Enter");
    await page.getByRole("textbox", { name: /^EventPattern/ }).waitFor();
    assert.deepEqual(await axe(), []);
  });
}

browserTest("a pattern that can't be read is refused with what is wrong", async ({ page, goto }) => {
  await goto();
  await played(page, "event-routing", "0:00:01");
  await card(page, "all-orders").focus();
  await page.keyboard.press("Enter");
  const field = page.getByRole("textbox", { name: /^EventPattern/ });
  await field.fill('{"source": "shop"}');
  await field.press("Tab");
  await page.getByText("Event pattern is not valid").first().waitFor();
});
