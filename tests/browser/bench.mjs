// Measures the release page in Chromium: what it weighs, and how long until it has started.
//
//   node tests/browser/bench.mjs [runs]
import { closeAll, open } from "./harness.mjs";

const runs = Number(process.argv[2] ?? 10);
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
await closeAll();

times.sort((a, b) => a - b);
console.log(`page: ${(bytes / 1024).toFixed(0)} KB loaded, started after ${times[runs >> 1].toFixed(0)} ms (median of ${runs} first visits, ${times[0].toFixed(0)} to ${times.at(-1).toFixed(0)} ms)`);
