// What pushes rather than waits to be asked, as a person meets it: topics and their filters, functions, rules, alarms
// and buckets.
import assert from "node:assert/strict";
import { browserTest } from "./harness.mjs";

const calm = { context: { viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" } };
const card = (page, name) => page.getByRole("main").locator(`.card[aria-label^="${name},"]`);
const inspector = (page) => page.getByRole("complementary", { name: "Inspector" });
const subscription = (page, from, to) => page.getByRole("button", { name: new RegExp(`^Subscription from ${from} to ${to}[,;]`) });
const about = (page, message) => page.getByRole("region", { name: `About ${message}` });
const stop = (page, words) => page.locator(".journey-stop").and(page.getByRole("button", { name: words }));

/** Every kind that pushes, each joined with what it pushes to. */
const DESIGN = `version = 1
[nodes.shop]
kind = "producer"
at = [40, 40]
[nodes.orders]
kind = "sns-standard"
at = [320, 40]
[nodes.billing]
kind = "sqs-standard"
at = [640, 40]
[nodes.invoice]
kind = "lambda"
at = [960, 40]
[nodes.mailer]
kind = "lambda"
at = [640, 260]
[nodes.bus]
kind = "event-bus"
at = [40, 480]
[nodes.large]
kind = "event-rule"
at = [320, 480]
EventPattern = '{"detail": {"amount": [{"numeric": [">", 100]}]}}'
[nodes.depth]
kind = "alarm"
at = [320, 260]
Watches = "billing"
[nodes.uploads]
kind = "s3-bucket"
at = [960, 260]
[[wires]]
join = "shop -> orders"
[[wires]]
join = "orders -> billing"
FilterPolicy = '{"status": ["placed", {"prefix": "über-"}]}'
[[wires]]
join = "orders -> mailer"
[[wires]]
join = "billing -> invoice"
BatchSize = 7
[[wires]]
join = "bus -> large"
[[wires]]
join = "large -> billing"
[[wires]]
join = "depth.alarm -> orders"
`;

/** A FIFO topic, and a function that can't subscribe to it. */
const FIFO = `version = 1
[nodes."orders.fifo"]
kind = "sns-fifo"
at = [40, 40]
[nodes.invoice]
kind = "lambda"
at = [440, 40]
`;

/** Opens the page with a design, as someone left it. */
async function begin({ context, goto, page }, design = DESIGN) {
  await context.addInitScript(
    ([key, text]) => location.protocol.startsWith("http") && localStorage.setItem(key, text),
    ["decouple.design", design],
  );
  await goto();
  const pause = page.getByRole("button", { name: "Pause", exact: true });
  if (await pause.isVisible()) await pause.click();
}

/** Opens an example, plays it until its clock shows more than `until`, and pauses. */
async function played(page, slug, until) {
  await page.getByRole("button", { name: "Examples" }).first().click();
  await page.locator(`[data-example="${slug}"]`).click();
  await page.locator("dialog").waitFor({ state: "detached" });
  await page.getByLabel("Speed").selectOption({ label: "50×" });
  await page.waitForFunction((until) => document.querySelector(".clock b").textContent > until, until);
  await page.getByRole("button", { name: "Pause", exact: true }).click();
}

async function select(page, name) {
  await card(page, name).focus();
  await page.keyboard.press("Enter");
  await inspector(page).getByRole("heading", { name, exact: true }).waitFor();
}

/** Shows the journey of a message by its number. */
async function choose(page, message) {
  await page.locator("#board").focus();
  await page.keyboard.press("j");
  await page.getByLabel("Number of a message").fill(message);
  await page.keyboard.press("Enter");
  await about(page, message).waitFor();
}

/** Waits until a card says this. */
const says = (page, name, words) => card(page, name).and(page.locator(".card", { hasText: words })).waitFor();

browserTest("each subscription gets what its filter lets through; a filter that can't be is told in place, and one that can counts", calm, async ({ page, goto }) => {
  await goto();
  // By 0:20 all 200 are sent, the second hundred without the attribute.
  await played(page, "sns-filters", "0:00:26");
  await says(page, "all", /200\s*visible/);
  await says(page, "placed", /60\s*visible/);
  await says(page, "cancelled", /30\s*visible/);
  await says(page, "declined", /10\s*visible/);
  await says(page, "orders", /200\s*published\s*300\s*delivered\s*500\s*filtered/);

  await subscription(page, "orders", "declined").press("Enter");
  await inspector(page).getByRole("heading", { name: "orders → declined" }).waitFor();
  const policy = page.getByRole("textbox", { name: /^FilterPolicy/ });
  await policy.fill('{"status": "declined"}');
  await policy.press("Tab");
  await inspector(page).getByRole("alert").getByText(/"status" must be an object or an array/).waitFor();
  assert.equal(await policy.inputValue(), '{"status": "declined"}', "what was typed stays to be mended");
  const named = (policy) => page.locator(`.wire-handle[aria-label*='orders to declined, FilterPolicy ${policy}']`);
  await named('{"status": ["declined"]}').waitFor();

  await policy.fill('{"status": ["declined", "lost"]}');
  await policy.press("Tab");
  await named('{"status": ["declined", "lost"]}').waitFor();
  assert.equal(await inspector(page).getByRole("alert").count(), 0);
  await select(page, "shop");
  for (const [field, value] of [["Attributes", "status=lost"], ["Count", "250"]]) {
    await page.locator(`#field-${field}`).fill(value);
    await page.locator(`#field-${field}`).press("Tab");
  }
  await page.getByRole("button", { name: "Play", exact: true }).click();
  // Fifty more, which only the new filter takes.
  await says(page, "all", /250\s*visible/);
  await says(page, "declined", /60\s*visible/);
  await says(page, "cancelled", /30\s*visible/);
});

browserTest("a FIFO topic refuses a function as its subscriber, and says why", calm, async (session) => {
  const { page } = session;
  await begin(session, FIFO);
  const middle = async (locator) => {
    const box = await locator.boundingBox();
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  await page.mouse.move(...(await middle(page.getByRole("button", { name: /^orders\.fifo: subscriptions/ }))));
  await page.mouse.down();
  await page.mouse.move(...(await middle(card(page, "invoice"))), { steps: 6 });
  const reason = "Only SQS queues can be subscribed to a FIFO topic. Put a queue between (SNS-058).";
  await page.locator(".wire-refusal", { hasText: reason }).waitFor();
  await page.mouse.up();
  await page.locator(".notice", { hasText: reason }).waitFor();
  assert.equal(await page.locator(".wire-handle").count(), 0);
});

browserTest("the journey of a message to a topic shows its copies, and leads to each", calm, async ({ page, goto }) => {
  await goto();
  await played(page, "sns-fan-out", "0:00:10");
  await choose(page, "m-1");
  for (const [copy, queue] of [["m-2", "shipping"], ["m-3", "fraud"], ["m-4", "mail"]]) {
    await stop(page, new RegExp(`orders: ${copy} made from m-1$`)).waitFor();
    await stop(page, new RegExp(`${queue}: ${copy} accepted$`)).waitFor();
  }
  await about(page, "m-1").getByRole("button", { name: "Journey of m-3", exact: true }).first().click();
  await about(page, "m-3").getByText("Made from").waitFor();
  await stop(page, /fraud: m-3 deleted$/).waitFor();
});

browserTest("a delivery that failed says when it is tried again, and its journey ends in the dead-letter queue", calm, async ({ page, goto }) => {
  await goto();
  await played(page, "sns-http-retries", "0:01:30");
  await choose(page, "m-5");
  await stop(page, /undelivered: m-12 accepted$/).waitFor();
  await stop(page, /archive: m-5 refused: 503$/).press("Enter");
  await page.waitForFunction(() => document.querySelector(".clock b").textContent === "0:00:10.001");
  // One event forward: the topic has heard of the failure, and is just about to try again.
  await page.locator("#board").press(".");
  await page.waitForFunction(() => document.querySelector(".clock b").textContent === "0:00:30.001");
  const reasons = page.getByRole("list", { name: "Why m-5 is not delivered" });
  await reasons.getByText(/^This attempt failed\. Retry 1 of at most 3 goes out at 0:00:30\.001/).waitFor();
  await reasons.getByRole("button", { name: "SNS-115" }).click();
  await reasons.getByText(/^Source: /).waitFor();
});

browserTest("an alarm that fires sends a mail and a text message", calm, async ({ page, goto }) => {
  await goto();
  await played(page, "alarm-to-email", "0:01:10");
  await card(page, "depth").and(page.locator('[aria-label*="ALARM"]')).waitFor();
  await says(page, "mail", /1\s*received/);
  await says(page, "phone", /1\s*received/);
});

browserTest("a link carries topics, filters and functions to somebody else's page", calm, async (session) => {
  const { page, context } = session;
  await begin(session);
  // A card's name goes on with what it does right now, which no link carries.
  const picture = (page) =>
    page.locator(".card, .wire-handle").evaluateAll((things) =>
      things.map((thing) => {
        const name = thing.getAttribute("aria-label");
        return thing.matches(".card") ? name.split(", ").slice(0, 2).join(", ") : name;
      }).sort(),
    );
  const drawn = await picture(page);
  assert.ok(drawn.some((name) => name.includes('FilterPolicy {"status": ["placed", {"prefix": "über-"}]}')), drawn.join("\n"));
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const link = await page.locator("#share-link").inputValue();
  const fresh = await context.browser().newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const other = await fresh.newPage();
    await other.goto(link);
    await card(other, "mailer").waitFor();
    await other.locator(".wire-handle").nth(6).waitFor();
    assert.deepEqual(await picture(other), drawn);
    await other.getByRole("button", { name: /from billing to invoice/ }).press("Enter");
    await other.locator('[data-field="BatchSize"]').waitFor();
    assert.equal(await other.locator('[data-field="BatchSize"] input').first().inputValue(), "7");
  } finally {
    await fresh.close();
  }
});

for (const colorScheme of ["light", "dark"]) {
  browserTest(`topics, functions, rules, alarms and buckets have no barriers in the ${colorScheme} theme`, { context: { ...calm.context, colorScheme } }, async (session) => {
    const { page, axe } = session;
    await begin(session);
    await page.getByRole("button", { name: "Fit" }).click();
    for (const name of ["orders", "mailer", "large", "depth", "uploads"]) {
      await select(page, name);
      assert.deepEqual(await axe(), [], name);
    }
  });
}

browserTest("on a phone a finger chooses a topic and opens its settings", { context: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, reducedMotion: "reduce" } }, async (session) => {
  const { page, axe } = session;
  await begin(session);
  await page.getByRole("button", { name: "Fit" }).first().tap();
  await card(page, "orders").tap();
  await page.getByRole("button", { name: "Inspector", exact: true }).tap();
  await inspector(page).getByRole("heading", { name: "orders", exact: true }).waitFor();
  assert.deepEqual(await axe(), []);
});
