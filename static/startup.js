// What must work before the app has started and after it has failed: the theme, and the way back to the design.
// The app writes into `decouple.rescue` at every edit and calls `decouple.recover` when it panics.
(() => {
  const DESIGN = "decouple.design";
  const ASIDE = "decouple.aside";
  const stored = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };

  const chosen = stored("decouple.theme");
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = chosen === "light" || chosen === "dark" ? chosen : dark ? "dark" : "light";

  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };
  const button = (label, kind, act) => {
    const made = element("button", { class: `btn ${kind}`, type: "button" }, label);
    made.addEventListener("click", act);
    return made;
  };
  const reload = () => {
    history.replaceState(null, "", location.pathname + location.search);
    location.reload();
  };

  // Without the design in the storage it would be lost with the page; so it is written once more here.
  const reloadWithDesign = (design) => {
    try {
      if (design) localStorage.setItem(DESIGN, design);
    } catch {
      // A full or blocked storage leaves the link and the file, which stand on the same screen.
    }
    reload();
  };
  const startAfresh = (design) => {
    try {
      if (design) localStorage.setItem(ASIDE, design);
      localStorage.removeItem(DESIGN);
    } catch {
      // Nothing was kept, so nothing is in the way of a fresh start.
    }
    reload();
  };
  const download = (design) => {
    const address = URL.createObjectURL(new Blob([design], { type: "application/toml" }));
    element("a", { href: address, download: "decouple.toml" }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  };

  const rescue = { design: "", link: "" };
  let recovering = false;

  /** Replaces the page with a way back to the design. */
  const recover = (message) => {
    if (recovering) return;
    recovering = true;
    const design = rescue.design || stored(DESIGN) || "";
    const link = rescue.link || location.href.replace(/#panic$/, "");
    const field = element("input", { class: "input grow", id: "recovery-link", readonly: "", value: link });
    const actions = element("div", { class: "row" });
    actions.append(button(design ? "Reload with your design" : "Reload", "primary", () => reloadWithDesign(design)));
    if (design) actions.append(button("Download the design", "", () => download(design)));
    actions.append(button("Start with the first example", "", () => startAfresh(design)));
    const screen = element(
      "main",
      { class: "recovery", role: "main" },
      element("h1", { tabindex: "-1" }, "Decouple stopped"),
      element("p", {}, "A fault in the program stopped it. Your design is safe: load the page again with it, download it, or keep the link below, which opens it anywhere. If it stops again, start with the first example and open the downloaded design later."),
      actions,
      element("label", { for: "recovery-link" }, "Link that opens this design"),
      element("div", { class: "row" }, field, button("Copy", "", () => {
        field.select();
        navigator.clipboard?.writeText(link).catch(() => document.execCommand("copy"));
      })),
      element("p", {}, "What the program said:"),
      element("pre", { tabindex: "0", "aria-label": "What the program said" }, String(message)),
    );
    // The old nodes go aside whole: the app may still hold on to them.
    document.body.replaceChildren(screen);
    document.body.style.overflow = "auto";
    screen.querySelector("h1").focus();
  };

  // For scripts on this page, and for those that read it in a frame of the same origin. `call` and `listen` come from the
  // app; each function answers {ok} or {error}. How pages of other origins send the same is told in embed.html.
  let ready;
  const appStarted = new Promise((resolve) => (ready = resolve));
  const ask = (verb, fields = {}) => globalThis.decouple.call?.({ do: verb, ...fields }) ?? { error: "The page is still starting: await decouple.started." };
  globalThis.decouple = {
    rescue,
    recover,
    ready,
    started: appStarted,
    load: (text) => ask("load", { text }),
    play: () => ask("play"),
    pause: () => ask("pause"),
    seek: (ms) => ask("seek", { ms }),
    step: () => ask("step"),
    back: () => ask("back"),
    restart: () => ask("restart"),
    rate: (rate) => ask("rate", { rate }),
    metrics: (node) => ask("metrics", { node }),
    events: (from, count) => ask("events", { from, count }),
    state: () => ask("state"),
    set: (node, field, value) => ask("set", { node, field, value: String(value) }),
    setWire: (wire, field, value) => ask("set", { wire, field, value: String(value) }),
    run: (text) => ask("run", { text }),
    subscribe: (callback) => globalThis.decouple.listen?.(callback),
  };

  // A stack that is too deep or a memory that is full ends the program without a panic of its own.
  addEventListener("error", ({ error }) => {
    if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError) recover(error.message);
  });
  let started = false;
  addEventListener("TrunkApplicationStarted", () => (started = true));
  addEventListener("unhandledrejection", ({ reason }) => {
    if (!started) recover(`The page could not load: ${reason?.message ?? reason}`);
  });
})();
