// Measures the release page in Chromium: what it weighs, how long until it has started, and how evenly its frames come.
//
//   node tests/browser/bench.mjs [runs]
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { closeAll, open } from "./harness.mjs";

const runs = Number(process.argv[2] ?? 10);

async function start() {
  const times = [];
  let bytes = 0;
  for (let run = 0; run < runs; run += 1) {
    // A fresh context has an empty cache, so each run is a first visit.
    const session = await open();
    await session.goto();
    times.push(await session.page.evaluate(() => globalThis.applicationStarted));
    bytes = await session.page.evaluate(() =>
      [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")].reduce((sum, entry) => sum + entry.encodedBodySize, 0),
    );
    await session.close();
  }
  times.sort((a, b) => a - b);
  console.log(`page: ${(bytes / 1024).toFixed(0)} KB loaded, started after ${times[runs >> 1].toFixed(0)} ms (median of ${runs} first visits, ${times[0].toFixed(0)} to ${times.at(-1).toFixed(0)} ms)`);
}

/** 100 producers, each with its queue: 20 messages a second over wires of 5 seconds keep 100 on every wire. */
function crowd() {
  const lines = ["version = 1", 'title = "10,000 messages under way"', 'rate = "1x"'];
  for (let pair = 0; pair < 100; pair += 1) {
    const [x, y] = [(pair % 10) * 720, Math.floor(pair / 10) * 240];
    lines.push(`[nodes.p${pair}]`, 'kind = "producer"', `at = [${x}, ${y}]`, "Rate = 20");
    lines.push(`[nodes.q${pair}]`, 'kind = "sqs-standard"', `at = [${x + 440}, ${y}]`);
  }
  for (let pair = 0; pair < 100; pair += 1) lines.push("[[wires]]", `join = "p${pair} -> q${pair}"`, 'latency = "5 s"');
  const file = path.join(mkdtempSync(path.join(tmpdir(), "decouple-bench-")), "crowd.toml");
  writeFileSync(file, lines.join("\n"));
  return file;
}

/** The gaps between so many frames, and the long tasks meanwhile, in ms. */
const observe = (page, frames) =>
  page.evaluate(
    (frames) =>
      new Promise((resolve) => {
        const [gaps, tasks] = [[], []];
        const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration)));
        observer.observe({ entryTypes: ["longtask"] });
        let last = performance.now();
        const step = (now) => {
          gaps.push(now - last);
          last = now;
          if (gaps.length <= frames) return requestAnimationFrame(step);
          observer.disconnect();
          resolve({ gaps: gaps.slice(1).sort((a, b) => a - b), tasks });
        };
        requestAnimationFrame(step);
      }),
    frames,
  );

const at = (sorted, share) => sorted[Math.floor((sorted.length - 1) * share)].toFixed(1);
const longest = (tasks) => (tasks.length ? `${tasks.length} long tasks, the longest ${Math.max(...tasks).toFixed(0)} ms` : "no long task");

async function frames(what, prepare) {
  const session = await open({ context: { viewport: { width: 1440, height: 900 } } });
  const { page } = session;
  await session.goto();
  await page.locator("#open-file").setInputFiles(crowd());
  await page.waitForFunction(() => document.querySelectorAll(".card").length === 200);
  await prepare(page);
  // A page that was playing goes on playing with the new design.
  const play = page.getByRole("button", { name: "Play", exact: true });
  if (await play.isVisible()) await play.click();
  // From the sixth second on as many arrive as leave.
  await page.waitForFunction(() => /0:0[6-9]|0:1/.test(document.querySelector(".clock b").textContent), null, { timeout: 120_000 });
  const { gaps, tasks } = await observe(page, 240);
  const counted = await page.getByText(/^\d+ messages under way$/).first().textContent();
  await session.screenshot(`bench-${what.replace(/[^a-z]+/g, "-")}`);
  await session.close();
  console.log(`frames, 200 nodes, ${counted}, ${what}: median gap ${at(gaps, 0.5)} ms, 95 % below ${at(gaps, 0.95)} ms, longest ${at(gaps, 1)} ms; ${longest(tasks)}`);
}

/** Plays each example for some seconds, and tells what took longer than 50 ms. */
async function examples() {
  const session = await open({ context: { viewport: { width: 1440, height: 900 } } });
  const { page } = session;
  await session.goto();
  await page.getByRole("button", { name: "Examples" }).click();
  const slugs = await page.locator("[data-example]").evaluateAll((all) => all.map((card) => card.dataset.example));
  await page.keyboard.press("Escape");
  for (const slug of slugs) {
    await page.getByRole("button", { name: "Examples" }).click();
    await page.locator(`[data-example="${slug}"]`).click();
    await page.getByRole("button", { name: "Pause", exact: true }).waitFor();
    const { gaps, tasks } = await observe(page, 180);
    console.log(`example ${slug}: 95 % of gaps below ${at(gaps, 0.95)} ms; ${longest(tasks)}`);
  }
  await session.close();
}

/** The panels that cost most while the run plays: the events, and the inspector of a node. */
async function panels(page) {
  await page.locator("#card-2").focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: /^Events/ }).click();
  await page.locator(".dock").waitFor();
}

/** A producer of 100 messages a second, a queue and four workers: what stays after an hour is what grows without bound. */
function steady() {
  const lines = ["version = 1", 'title = "An hour of 100 messages a second"', 'rate = "100x"', "[nodes.web]", 'kind = "producer"', "at = [0, 0]", "Rate = 100"];
  lines.push("[nodes.orders]", 'kind = "sqs-standard"', "at = [320, 0]");
  for (let index = 0; index < 4; index += 1) lines.push(`[nodes.w${index}]`, 'kind = "worker"', `at = [640, ${index * 160}]`, "MaxNumberOfMessages = 10");
  lines.push("[[wires]]", 'join = "web -> orders"');
  for (let index = 0; index < 4; index += 1) lines.push("[[wires]]", `join = "orders -> w${index}"`);
  const file = path.join(mkdtempSync(path.join(tmpdir(), "decouple-bench-")), "steady.toml");
  writeFileSync(file, lines.join("\n"));
  return file;
}

/** One hour at 100×: the memory of the page at each simulated five minutes. */
async function memory() {
  const session = await open();
  const { page, context } = session;
  await session.goto();
  await page.locator("#open-file").setInputFiles(steady());
  await page.waitForFunction(() => document.querySelectorAll(".card").length === 6);
  const play = page.getByRole("button", { name: "Play", exact: true });
  if (await play.isVisible()) await play.click();
  const inspect = await context.newCDPSession(page);
  await inspect.send("HeapProfiler.enable");
  for (let minutes = 5; minutes <= 60; minutes += 5) {
    const clock = `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}:00.000`;
    await page.waitForFunction((clock) => document.querySelector(".clock b").textContent >= clock, clock, { timeout: 600_000 });
    await inspect.send("HeapProfiler.collectGarbage");
    // The embedder's backing stores hold the WebAssembly memory.
    const { usedSize, backingStorageSize = 0 } = await inspect.send("Runtime.getHeapUsage");
    const megabytes = (bytes) => `${(bytes / 1_048_576).toFixed(1)} MB`;
    console.log(`memory after ${minutes} simulated minutes: JavaScript ${megabytes(usedSize)}, WebAssembly and buffers ${megabytes(backingStorageSize)}`);
  }
  await session.close();
}

await start();
await memory();
await frames("everything in view", (page) => page.getByRole("button", { name: "Fit", exact: true }).click());
await frames("a corner in view", (page) => page.locator(".zoom .percent").click());
await frames("everything in view, panels open", async (page) => {
  await panels(page);
  await page.getByRole("button", { name: "Fit", exact: true }).click();
});
await frames("a corner in view, panels open", async (page) => {
  await panels(page);
  await page.locator(".zoom .percent").click();
});
await examples();
await closeAll();
