// "Why has it not come?": the passport of a message that was filtered out or matched no rule says by whom, which key, and the rule.
import assert from "node:assert/strict";
import { browserTest } from "./harness.mjs";

const DESIGN = `version = 1
[nodes.topic]
kind = "sns-standard"
at = [0, 0]
[nodes.bills]
kind = "sqs-standard"
at = [400, 0]
[[wires]]
join = "topic -> bills"
FilterPolicy = '{"kind": ["bill"]}'
[[steps]]
at = "1s"
run = '''aws sns publish --topic-arn topic --message hello --message-attributes '{"kind":{"DataType":"String","StringValue":"order"}}' '''
`;

async function begin({ context, goto, page }) {
  await context.addInitScript(
    ([key, text]) => location.protocol.startsWith("http") && localStorage.setItem(key, text),
    ["decouple.design", DESIGN],
  );
  await goto();
  await page.evaluate(() => decouple.seek(3000));
}

for (const colorScheme of ["light", "dark"]) {
  const wide = { context: { viewport: { width: 1440, height: 900 }, reducedMotion: "reduce", colorScheme } };
  browserTest(`a filtered message says by which subscription, which key and by which rule, ${colorScheme}`, wide, async (session) => {
    const { page, axe } = session;
    await begin(session);
    await page.getByRole("button", { name: /^Events/ }).click();
    await page.getByRole("tab", { name: "Journey" }).click();
    await page.getByRole("textbox", { name: "Number of a message" }).fill("m-1");
    await page.keyboard.press("Enter");
    const about = page.getByRole("region", { name: "About m-1" });
    await about.getByRole("heading", { name: "What became of it?" }).waitFor();
    await about.getByText("bills does not get it: the attribute kind is not as its filter policy wants it.").waitFor();
    assert.equal(await about.getByLabel("Body of m-1").textContent(), "hello", "what it said is known though nobody holds it");
    await about.getByRole("button", { name: "SNS-101" }).press("Enter");
    await about.getByText(/filtered/i).first().waitFor();
    assert.deepEqual(await axe({ include: ".journey-about" }), []);
  });
}
