// What every browser test shares: one server for dist/, one Chromium, and a fresh context for each test.
//
//   import assert from "node:assert/strict";
//   import { browserTest } from "./harness.mjs";
//
//   browserTest("the page has a title", async ({ page, goto }) => {
//     await goto();
//     assert.equal(await page.title(), "Decouple");
//   });
//
// A test fails by itself on console errors, page errors and requests to other hosts. Wait for
// conditions (Playwright's locators and waitForFunction), never for an amount of time.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import test, { after } from "node:test";
import { fileURLToPath } from "node:url";
import axeCore from "axe-core";
import { chromium } from "playwright-core";
import { serve } from "../../tools/serve.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const DIST = path.resolve(ROOT, process.env.DIST ?? "dist");
const OUTPUT = path.join(ROOT, "tests/browser/output");

/** How long one wait and one test may take, in ms. Only a failing test ever takes this long. */
const WAIT_LIMIT = 30_000;
const TEST_LIMIT = 180_000;

const servers = new Map();
let browser;

/** Serves dist/ under `prefix`: once in a process, however often it is asked for. */
function startServer(prefix) {
  if (!servers.has(prefix)) {
    assert(existsSync(path.join(DIST, "index.html")), `no page in ${DIST}: run \`make dist\` first`);
    servers.set(prefix, serve({ root: DIST, prefix }));
  }
  return servers.get(prefix);
}

function findChrome() {
  if (process.env.CHROME) return process.env.CHROME;
  const script = `eval "$(tools/browser.sh)" && printf %s "$CHROME"`;
  return execFileSync("bash", ["-c", script], { cwd: ROOT, encoding: "utf8" });
}

function startBrowser() {
  browser ??= chromium.launch({
    executablePath: findChrome(),
    args: JSON.parse(readFileSync(path.join(ROOT, "webdriver.json")))["goog:chromeOptions"].args,
  });
  return browser;
}

/** Ends the shared browser and servers. `browserTest` sees to it; a plain script calls it itself. */
export async function closeAll() {
  const running = browser;
  browser = undefined;
  await (await running)?.close();
  for (const started of servers.values()) {
    const { server } = await started;
    server.closeAllConnections();
    server.close();
  }
  servers.clear();
}

/**
 * Opens a fresh, empty page. Options:
 *   prefix   the path that dist/ is served under ("/")
 *   context  options of Playwright's newContext: viewport, reducedMotion, colorScheme, hasTouch ...
 *
 * The session it resolves to:
 *   page, context, url    Playwright's page and context, and the address of the served page
 *   goto(suffix)          opens the page (with "?query" or "#hash") and waits until it has started
 *   started()             waits until the page has started, after a reload for instance
 *   screenshot(name)      saves output/<name>.png
 *   axe(options)          accessibility violations as readable lines, [] where there are none
 *   problems              console errors, page errors and external requests so far, as lines
 *   requests              the address of every request so far
 *   close()               closes the context
 */
export async function open({ prefix = "/", context: contextOptions = {} } = {}) {
  const [{ url }, chrome] = await Promise.all([startServer(prefix), startBrowser()]);
  const context = await chrome.newContext({ viewport: { width: 1280, height: 800 }, ...contextOptions });
  context.setDefaultTimeout(WAIT_LIMIT);
  const problems = [];
  const requests = [];

  context.on("request", (request) => {
    const address = new URL(request.url());
    if (address.protocol === "data:" || address.protocol === "blob:") return;
    requests.push(address.href);
    if (address.origin !== new URL(url).origin) problems.push(`external request: ${address.href}`);
    else if (!address.pathname.startsWith(new URL(url).pathname)) problems.push(`request outside of the prefix: ${address.href}`);
  });
  context.on("requestfailed", (request) => {
    // Leaving a page cancels what it still loads: no fault of the page.
    const reason = request.failure()?.errorText;
    if (reason !== "net::ERR_ABORTED") problems.push(`request failed: ${request.url()} ${reason}`);
  });
  context.on("console", (message) => {
    if (message.type() === "error") problems.push(`console error: ${message.text()} (${message.location().url})`);
  });
  context.on("weberror", (error) => problems.push(`page error: ${error.error()?.stack ?? error.error()}`));
  // Trunk tells by this event that the WebAssembly's main function has run.
  await context.addInitScript(() =>
    addEventListener("TrunkApplicationStarted", () => (globalThis.applicationStarted = performance.now())),
  );

  const page = await context.newPage();
  const started = async () => {
    await page.waitForFunction(() => globalThis.applicationStarted !== undefined);
    await page.locator("main").first().waitFor();
    // What is painted has been placed by the frame loop, and whatever listens to keys listens by then.
    await page.waitForFunction(() => document.querySelector(".world")?.style.transform !== "");
  };
  return {
    page,
    context,
    url,
    problems,
    requests,
    started,
    close: () => context.close(),
    async goto(suffix = "") {
      await page.goto(new URL(suffix, url).href);
      await started();
    },
    async screenshot(name) {
      mkdirSync(OUTPUT, { recursive: true });
      const file = path.join(OUTPUT, `${name}.png`);
      await page.screenshot({ path: file });
      return file;
    },
    axe: (options) => axe(page, options),
  };
}

/** Checks the page with axe-core. `options` are those of axe.run; `include` is a selector to stay within. */
export async function axe(page, { include, ...options } = {}) {
  await page.evaluate(`${axeCore.source}; undefined`);
  const violations = await page.evaluate(
    async ([scope, runOptions]) => (await globalThis.axe.run(scope ?? document, { ...runOptions, resultTypes: ["violations"] })).violations,
    [include, options],
  );
  return violations.flatMap(({ id, impact, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => {
      const why = failureSummary.split("\n").slice(1).map((line) => line.trim()).join("; ");
      return `${impact} ${id}: ${help}: ${target.join(" ")}: ${why}`;
    }),
  );
}

let closing = false;

/**
 * A test with a page of its own: `body` gets the session of `open`. Options are those of `open`, and
 *   allow    a regular expression: problems that match it are expected and do not fail the test
 *   timeout  milliseconds
 */
export function browserTest(name, ...rest) {
  const body = rest.pop();
  const { allow, timeout = TEST_LIMIT, ...options } = rest.pop() ?? {};
  if (!closing) after(closeAll);
  closing = true;

  test(name, { timeout }, async (t) => {
    const session = await open(options);
    try {
      await body(session, t);
      assert.deepEqual(session.problems.filter((problem) => !allow?.test(problem)), [], "the page has problems");
    } catch (error) {
      const file = await session.screenshot(`failed-${name.replace(/[^a-z0-9]+/gi, "-")}`).catch(() => null);
      t.diagnostic(`the page as it was: ${file}`);
      for (const problem of session.problems) t.diagnostic(problem);
      throw error;
    } finally {
      await session.close();
    }
  });
}
