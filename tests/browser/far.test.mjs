// Cards from far away: painted on a canvas, while their elements keep names, focus and what is to be done with them.
import assert from "node:assert/strict";
import { browserTest } from "./harness.mjs";

const DESIGN = `version = 1
[nodes.shop]
kind = "producer"
at = [0, 0]
[nodes.orders]
kind = "sqs-standard"
at = [440, 0]
[nodes.billing]
kind = "worker"
at = [880, 0]
[[wires]]
join = "orders -> billing"
`;

const card = (page, name) => page.getByRole("group", { name: new RegExp(`^${name},`) });
const layer = (page) => page.locator(".far-cards");
/** Whether the element itself shows what it is; else the canvas does. */
const shows = (locator) => locator.locator(".card-head").evaluate((element) => getComputedStyle(element).visibility === "visible");

async function begin({ page, context, goto }) {
  await context.addInitScript((toml) => localStorage.getItem("decouple.design") ?? localStorage.setItem("decouple.design", toml), DESIGN);
  await goto();
  await card(page, "orders").waitFor();
}

/** Zooms out until the cards are far away, or in until they are near. */
async function zoom(page, far) {
  const percent = async () => Number.parseInt(await page.locator(".zoom .percent").textContent(), 10);
  for (let step = 0; step < 20 && (await percent()) < 45 !== far; step += 1) {
    const before = await percent();
    await page.getByRole("button", { name: far ? "Zoom out" : "Zoom in" }).click();
    await page.waitForFunction((before) => Number.parseInt(document.querySelector(".zoom .percent").textContent, 10) !== before, before);
  }
  await page.waitForFunction((far) => document.querySelector(".card").classList.contains("far") === far, far);
  // The glide to the last step has to end before places are asked for.
  await page.waitForFunction(() => {
    const now = document.querySelector(".world").style.transform;
    globalThis.still = globalThis.before === now ? (globalThis.still ?? 0) + 1 : 0;
    globalThis.before = now;
    return globalThis.still > 15;
  });
  await page.mouse.move(720, 20);
}

/** The colour that the far layer has in a card's free lower left, and the one that a card has in the style sheet. */
const painted = (locator) =>
  locator.evaluate((element) => {
    const canvas = document.querySelector(".far-cards");
    const [box, board] = [element.getBoundingClientRect(), canvas.getBoundingClientRect()];
    const ratio = canvas.width / board.width;
    const [x, y] = [box.left - board.left + box.width * 0.1, box.bottom - board.top - box.height * 0.1];
    const pixel = canvas.getContext("2d").getImageData(Math.round(x * ratio), Math.round(y * ratio), 1, 1).data;
    const probe = document.body.appendChild(document.createElement("i"));
    probe.style.backgroundColor = "var(--raised)";
    const wanted = getComputedStyle(probe).backgroundColor;
    probe.remove();
    return [`rgb(${pixel[0]}, ${pixel[1]}, ${pixel[2]})`, wanted];
  });

for (const colorScheme of ["light", "dark"]) {
  const screen = { context: { viewport: { width: 1440, height: 900 }, colorScheme } };
  browserTest(`from far away cards are painted, and keep their names (${colorScheme})`, screen, async ({ page, context, goto, axe, screenshot }) => {
    await begin({ page, context, goto });
    assert.equal(await shows(card(page, "orders")), true);
    assert.equal(await layer(page).isVisible(), false);
    await zoom(page, true);
    for (const name of ["shop", "orders", "billing"]) {
      assert.equal(await shows(card(page, name)), false);
      const [found, wanted] = await painted(card(page, name));
      assert.equal(found, wanted, name);
    }
    await screenshot(`far-${colorScheme}`);
    assert.deepEqual(await axe({ include: ".stage" }), []);
    await zoom(page, false);
    assert.equal(await shows(card(page, "orders")), true);
    assert.equal(await layer(page).isVisible(), false);
  });
}

browserTest("a far card that has the focus shows itself, and can be chosen, moved and joined", { context: { viewport: { width: 1440, height: 900 } } }, async ({ page, context, goto }) => {
  await begin({ page, context, goto });
  await zoom(page, true);
  await card(page, "orders").focus();
  assert.equal(await shows(card(page, "orders")), true);
  assert.equal(await shows(card(page, "shop")), false);
  const before = await card(page, "billing").boundingBox();
  await page.mouse.move(before.x + before.width / 2, before.y + before.height / 2);
  await page.mouse.down();
  await page.mouse.move(before.x + before.width / 2, before.y + before.height / 2 + 60, { steps: 4 });
  await page.mouse.up();
  await page.getByRole("group", { name: /^billing,.* selected$/ }).waitFor();
  const after = await card(page, "billing").boundingBox();
  assert.ok(after.y > before.y + 40, `${before.y} → ${after.y}`);
  await page.getByRole("button", { name: /^shop: / }).focus();
  await page.keyboard.press("Enter");
  // While a wire is drawn the cards show their ports.
  await page.locator(".port.start").waitFor();
  assert.equal(await shows(card(page, "billing")), true);
  await page.keyboard.press("Escape");
});
