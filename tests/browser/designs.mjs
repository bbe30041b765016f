// Large designs for the bench and for tests, made by counting.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** Writes a design's lines to a file that the page can open. */
export function fileOf(name, lines) {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "decouple-design-")), `${name}.toml`);
  writeFileSync(file, lines.join("\n"));
  return file;
}

/** 100 producers, each with its queue: 20 messages a second over wires of 5 seconds keep 100 on every wire. */
export function crowd() {
  const lines = ["version = 1", 'title = "10,000 messages under way"', 'rate = "1x"'];
  for (let pair = 0; pair < 100; pair += 1) {
    const [x, y] = [(pair % 10) * 720, Math.floor(pair / 10) * 240];
    lines.push(`[nodes.p${pair}]`, 'kind = "producer"', `at = [${x}, ${y}]`, "Rate = 20");
    lines.push(`[nodes.q${pair}]`, 'kind = "sqs-standard"', `at = [${x + 440}, ${y}]`);
  }
  for (let pair = 0; pair < 100; pair += 1) lines.push("[[wires]]", `join = "p${pair} -> q${pair}"`, 'latency = "5 s"');
  return fileOf("crowd", lines);
}

/**
 * One topic with so many subscribers, every tenth of them a function and the others queues. Three notifications a second
 * over wires of one second keep three on every wire.
 */
export function fanOut(subscribers) {
  const columns = Math.ceil(Math.sqrt(subscribers * 0.9));
  const lines = ["version = 1", `title = "One topic, ${subscribers} subscribers"`, 'rate = "1x"'];
  lines.push("[nodes.shop]", 'kind = "producer"', "at = [-700, 0]", "Rate = 3", "[nodes.orders]", 'kind = "sns-standard"', "at = [-360, 0]");
  const wires = ["[[wires]]", 'join = "shop -> orders"'];
  for (let index = 0; index < subscribers; index += 1) {
    const [x, y] = [(index % columns) * 264, Math.floor(index / columns) * 200];
    const kind = index % 10 === 9 ? "lambda" : "sqs-standard";
    lines.push(`[nodes.s${index}]`, `kind = "${kind}"`, `at = [${x}, ${y}]`);
    wires.push("[[wires]]", `join = "orders -> s${index}"`, 'latency = "1 s"');
  }
  return fileOf("fan-out", [...lines, ...wires]);
}
