import assert from "node:assert/strict";
import { createServer } from "node:http";
import { browserTest } from "./harness.mjs";

/** A host page on another origin, with Decouple in a frame. `query` gets the host's own origin. */
async function withHost(page, url, query, body) {
  const server = createServer((request, response) => {
    response.setHeader("content-type", "text/html");
    const origin = `http://127.0.0.1:${server.address().port}`;
    response.end(`<!doctype html><title>Host</title><link rel="icon" href="data:,"><iframe id="frame" title="Decouple" width="900" height="500" src="${url}${query(origin)}"></iframe>
      <script>
        const messages = [];
        let last = 0;
        addEventListener("message", ({ data, origin }) => messages.push({ ...data, from: origin }));
        const send = (message) => document.getElementById("frame").contentWindow.postMessage(message, "*");
        const ask = (command) => new Promise((resolve) => {
          const id = "q" + ++last;
          addEventListener("message", function answered({ data }) {
            if (data.id === id) { removeEventListener("message", answered); resolve(data); }
          });
          send({ decouple: 1, id, ...command });
        });
      </script>`);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    await page.frameLocator("#frame").locator(".transport").waitFor();
    await body();
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
const OUTSIDE = { allow: /external request/ };

browserTest("a host page on another origin that the link names plays, seeks, reads and hears of changes", OUTSIDE, async ({ page, url }) => {
  await withHost(page, url, (origin) => `?embed&allow=orders.VisibilityTimeout&origin=${origin}`, async () => {
    await page.waitForFunction(() => messages.some(({ event }) => event === "ready"));
    const seek = await page.evaluate(() => ask({ do: "seek", ms: 20_000 }));
    assert.equal(seek.ok.ms, 20_000);
    assert.equal(seek.decouple, 1);
    const metrics = await page.evaluate(() => ask({ do: "metrics", node: "orders" }));
    assert.equal(metrics.ok.NumberOfMessagesSent, 21, "one a second, the first at once");
    const events = await page.evaluate(() => ask({ do: "events", from: 1, count: 3 }));
    assert.deepEqual(events.ok.map(({ id }) => id), [1, 2, 3]);
    const set = await page.evaluate(() => ask({ do: "set", node: "orders", field: "VisibilityTimeout", value: "5" }));
    assert.ok(set.ok, set.error);
    const refused = await page.evaluate(() => ask({ do: "set", node: "orders", field: "DelaySeconds", value: "5" }));
    assert.match(refused.error, /can't be changed on this page/);
    assert.match((await page.evaluate(() => ask({ do: "load", text: "" }))).error, /can't be read|for looking at/);
    assert.match((await page.evaluate(() => ask({ do: "fly" }))).error, /There is no command "fly"/);
    assert.match((await page.evaluate(() => ask({ do: "seek", ms: "soon" }))).error, /can't be read/);
    await page.evaluate(() => ask({ do: "subscribe" }));
    await page.evaluate(() => ask({ do: "play" }));
    await page.waitForFunction(() => messages.some(({ event, state }) => event === "state" && state.ms > 20_500));
    const from = await page.evaluate(() => [...new Set(messages.map(({ from }) => from))]);
    assert.deepEqual(from, [new URL(url).origin]);
  });
});

browserTest("a host page that the link does not name is not answered, whatever it sends", OUTSIDE, async ({ page, url }) => {
  await withHost(page, url, () => "?embed&allow=*,load,commands&origin=https://school.example", async () => {
    const frame = page.frameLocator("#frame");
    await page.evaluate(() => {
      const circle = {};
      circle.self = circle;
      for (const message of [null, 7, "play", circle, [1], { decouple: 1, id: 1, do: "play" }, { decouple: 1, id: circle, do: circle }, { decouple: "1", do: "play" }]) send(message);
    });
    await frame.getByRole("button", { name: "Play", exact: true }).click();
    await frame.getByRole("button", { name: "Pause", exact: true }).waitFor();
    assert.deepEqual(await page.evaluate(() => messages), []);
  });
});

browserTest("hostile messages of a page that may speak are refused with a sentence, and nothing breaks", OUTSIDE, async ({ page, url }) => {
  await withHost(page, url, (origin) => `?embed&origin=${origin}`, async () => {
    await page.evaluate(() => {
      const circle = {};
      circle.self = circle;
      for (const message of [null, 7, circle, { decouple: 1, id: circle, do: "play", node: circle }, { decouple: 1, id: 2, do: 9 }, { decouple: 1, id: 3, do: "metrics", node: ["a"] }]) send(message);
    });
    const state = await page.evaluate(() => ask({ do: "state" }));
    assert.equal(state.ok.playing, false);
    const errors = await page.evaluate(() => messages.filter(({ error }) => error).map(({ error }) => error));
    assert.ok(errors.length >= 2 && errors.every((error) => /can't be read/.test(error)), errors.join("\n"));
  });
});

browserTest("the example page shows the run live and steers it", async ({ page, url, axe }) => {
  await page.goto(`${url}embed.html`);
  await page.frameLocator("#frame").locator(".transport").waitFor();
  await page.waitForFunction(() => document.getElementById("waiting").textContent !== "–");
  await page.getByRole("button", { name: "Go to 0:00:30" }).click();
  await page.waitForFunction(() => document.getElementById("time").textContent === "30.0 s");
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await page.waitForFunction(() => parseFloat(document.getElementById("time").textContent) > 30.5);
  await page.getByRole("button", { name: "Visibility timeout 5 s" }).click();
  await page.getByRole("status").getByText("The visibility timeout is 5 s.").waitFor();
  await page.getByRole("button", { name: "Load another design" }).click();
  await page.getByRole("status").getByText("Another design is open.").waitFor();
  assert.match(await page.locator("#code").textContent(), /postMessage/);
  assert.deepEqual(await axe({ include: "main > :not(iframe)" }), []);
});

browserTest("a script of the page has a handle, and a moment has the same trace and picture in a fresh browser", async ({ page, goto }) => {
  await goto();
  await page.evaluate(() => decouple.started);
  const run = await page.evaluate(() => {
    decouple.pause();
    decouple.seek(15_000);
    decouple.set("orders", "VisibilityTimeout", 7);
    decouple.run("aws sqs send-message --queue-url orders --message-body by-hand");
    decouple.seek(25_000);
    const heard = [];
    const end = decouple.subscribe((state) => heard.push(state.ms));
    decouple.step();
    end();
    decouple.step();
    return { state: decouple.state().ok, heard: heard.length, wrong: decouple.metrics("nobody").error };
  });
  assert.equal(run.heard, 1, "who has ended the subscription hears nothing");
  assert.match(run.wrong, /no node called/);
  await page.getByRole("button", { name: "Share", exact: true }).click();
  await page.getByLabel(/This moment/).check();
  const address = await page.locator("#share-link").inputValue();
  const context = await page.context().browser().newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const other = await context.newPage();
    await other.goto(address);
    await other.evaluate(() => decouple.started);
    await other.waitForFunction(() => decouple.state().ok?.settled && decouple.state().ok.ms > 0);
    const state = await other.evaluate(() => decouple.state().ok);
    assert.equal(state.trace, run.state.trace);
    assert.deepEqual({ ...state, answer: "" }, { ...run.state, answer: "" });
  } finally {
    await context.close();
  }
});

for (const colorScheme of ["light", "dark"]) {
  browserTest(`an embedded page has no accessibility violation, ${colorScheme}`, { context: { viewport: { width: 720, height: 460 }, colorScheme } }, async ({ goto, axe, screenshot, page }) => {
    await goto("?embed&play");
    await page.getByRole("link", { name: "Open in Decouple" }).waitFor();
    assert.deepEqual(await axe(), []);
    await screenshot(`embed-${colorScheme}`);
    await page.getByRole("button", { name: "Inspect" }).click();
    await page.getByRole("complementary", { name: "Inspector" }).waitFor();
    assert.deepEqual(await axe(), []);
  });
}
