// A node of each service as a person meets it first: alone on the board, and then joined.
import assert from "node:assert/strict";
import { browserTest } from "./harness.mjs";

/** Kinds by the names of their nodes. */
const KINDS = {
  news: "sns-standard", bus: "event-bus", large: "event-rule", daily: "schedule", pump: "pipe", depth: "alarm", fleet: "auto-scaling-group",
  alb: "load-balancer", api: "service", uploads: "s3-bucket", items: "dynamodb-table", vault: "kms-key", hook: "http-endpoint", mail: "email",
  phone: "sms", "phone-of-somebody-with-a-long-name": "mobile-push",
};
const LONE = Object.entries(KINDS)
  .map(([name, kind], index) => `[nodes.${name}]\nkind = "${kind}"\nat = [${(index % 4) * 320}, ${Math.floor(index / 4) * 240}]\n`)
  .join("");
const inspector = (page) => page.getByRole("complementary", { name: "Inspector" });
const card = (page, name) => page.getByRole("main").locator(`.card[aria-label^="${name},"]`);

/** Opens the page with a design, as someone left it. */
async function begin({ context, goto }, nodes) {
  await context.addInitScript(
    ([key, text]) => location.protocol.startsWith("http") && localStorage.setItem(key, text),
    ["decouple.design", `version = 1\n${nodes}`],
  );
  await goto();
}

/** What lies over a card, or where a card ends beyond the board. */
const covered = () => {
  const board = document.querySelector(".surface").getBoundingClientRect();
  const over = [...document.querySelectorAll(".minimap, .zoom, .legend")].filter((item) => item.checkVisibility());
  return [...document.querySelectorAll(".card")].flatMap((card) => {
    const box = card.getBoundingClientRect();
    const hit = over.filter((item) => {
      const other = item.getBoundingClientRect();
      return box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom;
    });
    const beyond = box.left < board.left || box.right > board.right || box.top < board.top || box.bottom > board.bottom;
    const name = card.getAttribute("aria-label");
    return [...hit.map((item) => `${item.className} covers ${name}`), ...(beyond ? [`${name} is cut off`] : [])];
  });
};

for (const [colorScheme, size] of [["light", { width: 1440, height: 900 }], ["dark", { width: 390, height: 844 }]]) {
  const touch = size.width < 700;
  browserTest(`each kind alone says what to do next and has no barriers, ${colorScheme}, ${size.width} wide`, { context: { viewport: size, colorScheme, hasTouch: touch, reducedMotion: "reduce" } }, async (session) => {
    const { page, axe } = session;
    await begin(session, LONE);
    for (const name of Object.keys(KINDS)) {
      await card(page, name).focus();
      await page.keyboard.press("Enter");
      await inspector(page).getByRole("heading", { name, exact: true }).waitFor();
      const ports = await card(page, name).locator(".port").count();
      assert.equal(await inspector(page).getByText("Not joined yet").count(), ports > 0 ? 1 : 0, name);
      assert.deepEqual(await axe({ include: ".inspector" }), [], name);
      assert.equal(await page.evaluate(() => document.scrollingElement.scrollTop + document.querySelector(".app").scrollTop), 0, "the page stays where it is");
    }
    assert.match(await card(page, "news").getAttribute("aria-label"), /no subscription/);
    assert.match(await card(page, "daily").getAttribute("aria-label"), /no target/);
  });
}

for (const size of [{ width: 1440, height: 900 }, { width: 1024, height: 768 }, { width: 390, height: 844 }]) {
  browserTest(`a design that is opened is seen as a whole at ${size.width} by ${size.height}`, { context: { viewport: size, reducedMotion: "reduce" } }, async ({ page, goto }) => {
    await goto();
    for (const slug of ["event-routing", "sns-or-eventbridge", "asg-on-queue-depth", "fifo-poison", "deduplication"]) {
      await page.locator("#board").focus();
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox", { name: "Commands" }).fill("Examples");
      await page.keyboard.press("Enter");
      await page.locator(`[data-example="${slug}"]`).click();
      await page.locator("dialog").waitFor({ state: "detached" });
      await page.waitForFunction(() => document.querySelector(".clock b").textContent > "0:00:01");
      assert.deepEqual(await page.evaluate(covered), [], slug);
    }
  });
}
