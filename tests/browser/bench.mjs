// Measures the release page in Chromium: what it weighs, how long until it has started, and how evenly its frames come.
//
//   node tests/browser/bench.mjs [runs [what]]
import { crowd, fanOut, fileOf } from "./designs.mjs";
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

/** From choosing the file to the first frame with all its cards, in ms. */
async function openDesign(page, { file, nodes }) {
  await page.evaluate((nodes) => {
    globalThis.opened = new Promise((resolve) => {
      let began;
      document.querySelector("#open-file").addEventListener("change", () => (began = performance.now()), { once: true, capture: true });
      const step = (now) => {
        if (began && document.querySelectorAll(".card").length === nodes) requestAnimationFrame(() => resolve(performance.now() - began));
        else requestAnimationFrame(step);
      };
      requestAnimationFrame(step);
    });
  }, nodes);
  await page.locator("#open-file").setInputFiles(file);
  return page.evaluate(() => globalThis.opened);
}

/** How long an arrow key takes until the card it moves is painted elsewhere: the median of 9, in ms. */
async function edit(page) {
  await page.locator("#card-2").focus();
  const times = await page.evaluate(async () => {
    const card = document.querySelector("#card-2");
    const times = [];
    for (let turn = 0; turn < 9; turn += 1) {
      const before = card.getAttribute("style");
      const began = performance.now();
      card.dispatchEvent(new KeyboardEvent("keydown", { key: turn % 2 ? "ArrowLeft" : "ArrowRight", bubbles: true, cancelable: true }));
      await new Promise((resolve) => {
        const step = () => (card.getAttribute("style") === before ? requestAnimationFrame(step) : requestAnimationFrame(() => resolve()));
        step();
      });
      times.push(performance.now() - began);
    }
    return times.sort((a, b) => a - b);
  });
  return `${times[4].toFixed(0)} ms (longest ${times[8].toFixed(0)} ms)`;
}

/** What the page holds, after a garbage collection. */
async function held(context, page) {
  const inspect = await context.newCDPSession(page);
  await inspect.send("HeapProfiler.enable");
  await inspect.send("HeapProfiler.collectGarbage");
  // The embedder's backing stores hold the WebAssembly memory.
  const { usedSize, backingStorageSize = 0 } = await inspect.send("Runtime.getHeapUsage");
  await inspect.detach();
  const megabytes = (bytes) => `${(bytes / 1_048_576).toFixed(1)} MB`;
  return `JavaScript ${megabytes(usedSize)}, WebAssembly and buffers ${megabytes(backingStorageSize)}`;
}

const CROWD = { name: "200 nodes", file: crowd(), nodes: 200 };
const FAN_OUT = { name: "1,000 subscribers", file: fanOut(1_000), nodes: 1_002 };

async function frames(design, what, prepare) {
  const session = await open({ context: { viewport: { width: 1440, height: 900 } } });
  const { page, context } = session;
  await session.goto();
  const opened = await openDesign(page, design);
  await prepare(page);
  // A page that was playing goes on playing with the new design.
  const play = page.getByRole("button", { name: "Play", exact: true });
  if (await play.isVisible()) await play.click();
  // From the sixth second on as many arrive as leave.
  await page.waitForFunction(() => /0:0[6-9]|0:1/.test(document.querySelector(".clock b").textContent), null, { timeout: 120_000 });
  const { gaps, tasks } = await observe(page, 240);
  const counted = await page.getByText(/^\d+ messages under way$/).first().textContent();
  const edited = await edit(page);
  const memory = await held(context, page);
  await session.screenshot(`bench-${design.name.replace(/[^a-z0-9]+/g, "-")}-${what.replace(/[^a-z]+/g, "-")}`);
  await session.close();
  console.log(
    `frames, ${design.name}, ${counted}, ${what}: median gap ${at(gaps, 0.5)} ms, 95 % below ${at(gaps, 0.95)} ms, longest ${at(gaps, 1)} ms; ${longest(tasks)}; ` +
      `opened in ${opened.toFixed(0)} ms; an edit shows after ${edited}; ${memory}`,
  );
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
  return fileOf("steady", lines);
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
  for (let minutes = 5; minutes <= 60; minutes += 5) {
    const clock = `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}:00.000`;
    await page.waitForFunction((clock) => document.querySelector(".clock b").textContent >= clock, clock, { timeout: 600_000 });
    console.log(`memory after ${minutes} simulated minutes: ${await held(context, page)}`);
  }
  await session.close();
}

const EVERYTHING = (page) => page.getByRole("button", { name: "Fit", exact: true }).click();
const CORNER = (page) => page.locator(".zoom .percent").click();

/** All that is measured, by name: `node tests/browser/bench.mjs 10 frames` runs those whose names begin so. */
const MEASUREMENTS = {
  start,
  memory,
  "frames everything": () => frames(CROWD, "everything in view", EVERYTHING),
  "frames corner": () => frames(CROWD, "a corner in view", CORNER),
  "frames everything, panels": () => frames(CROWD, "everything in view, panels open", (page) => panels(page).then(() => EVERYTHING(page))),
  "frames corner, panels": () => frames(CROWD, "a corner in view, panels open", (page) => panels(page).then(() => CORNER(page))),
  "fan-out everything": () => frames(FAN_OUT, "everything in view", EVERYTHING),
  "fan-out corner": () => frames(FAN_OUT, "a corner in view", CORNER),
  examples,
};
for (const [name, measure] of Object.entries(MEASUREMENTS)) {
  if (name.startsWith(process.argv[3] ?? "")) await measure();
}
await closeAll();
