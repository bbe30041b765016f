# `make run` is all it takes to see the page; `make help` lists the rest.
.DEFAULT_GOAL := help
SHELL := bash

PORT ?= 8080
SEEDS ?= 1000
# Where the recorded outcomes are. They are no part of this project: their licences and owners differ.
VECTORS ?= ../shared/vectors
export VECTORS

export TRUNK_VERSION := 0.21.14
# wasm-bindgen's program and library must be of one version.
export BINDGEN_VERSION := $(shell awk '/^name = "wasm-bindgen"$$/ { getline; gsub(/"/, "", $$3); print $$3 }' Cargo.lock)
# Where programs go that are missing. Outside of this folder, so that every clone shares them.
export DECOUPLE_TOOLS ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/decouple-tools
export PATH := $(CURDIR)/node_modules/.bin:$(DECOUPLE_TOOLS)/trunk-$(TRUNK_VERSION)/bin:$(DECOUPLE_TOOLS)/wasm-bindgen-cli-$(BINDGEN_VERSION)/bin:$(PATH)
# Trunk takes no other value than true or false for it.
unexport NO_COLOR

WASM := --target wasm32-unknown-unknown
CORE := --no-default-features
# Folders are among them, so that a file that goes is noticed too.
PAGE := dist/index.html
PAGE_SOURCES := $(shell find src static 2>/dev/null) index.html Cargo.toml Cargo.lock Trunk.toml rust-toolchain.toml package-lock.json

##@ Use it

.PHONY: run
run: $(PAGE) ## Build the release page and serve it on http://127.0.0.1:8080 (PORT=n for another port)
	@node tools/serve.mjs --root dist --port $(PORT)

.PHONY: dist
dist: $(PAGE) ## Build the release page into dist/, ready for any static host
	@node tools/sizes.mjs dist
	@echo "==> dist/ is ready: copy it to any static host, under any path"

##@ Work on it

.PHONY: dev
dev: setup ## Serve a debug build that reloads when a source changes (PORT=n)
	@mkdir -p target/dev
	trunk serve --release=false --cargo-profile dev --dist target/dev --port $(PORT)

.PHONY: test
test: test-core test-wasm test-browser ## Run every test
	@echo "==> All tests passed"

.PHONY: test-core
test-core: setup-rust ## Run the core's tests, without any browser
	@echo "==> Core tests, without the web"
	cargo test --locked $(CORE)

.PHONY: conformance
conformance: setup-rust ## Run the cases with recorded outcomes (VECTORS=folder with them)
	cargo test --locked $(CORE) --test conformance -- --nocapture

.PHONY: test-wasm
test-wasm: setup setup-browser ## Run the core's tests that are compiled to WebAssembly, in Chromium
	@echo "==> WebAssembly tests in Chromium"
	tools/test-wasm.sh

.PHONY: test-browser
test-browser: $(PAGE) setup-browser ## Run the tests of the release page, in Chromium
	@echo "==> Browser tests of the release page"
	node --test-reporter=spec tests/browser/all.mjs

.PHONY: lint
lint: setup-rust ## Check formatting, lints, documentation and that the core is free of web crates
	@tools/setup.sh lint
	@echo "==> Formatting"
	cargo fmt --check
	@echo "==> Lints"
	cargo clippy --locked $(CORE) --all-targets -- -D warnings
	cargo clippy --locked $(WASM) --lib --bins -- -D warnings
	cargo clippy --locked $(WASM) $(CORE) --test wasm -- -D warnings
	@echo "==> Documentation"
	RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps $(WASM)
	@echo "==> Dependencies of the core"
	@tools/check-core.sh

.PHONY: bench
bench: $(PAGE) setup-browser ## Measure the engines, then the page in Chromium
	cargo bench --locked $(CORE)
	WASM_TEST="--release --features bench --test wasm_throughput" tools/test-wasm.sh --nocapture
	node tests/browser/bench.mjs

.PHONY: soak
soak: setup-rust ## Run the randomised tests with SEEDS=n seeds
	SOAK_SEEDS=$(SEEDS) cargo test --locked --release $(CORE) --test soak -- --nocapture

.PHONY: screenshot
screenshot: $(PAGE) setup-browser ## Take the README's picture anew
	node --test --test-name-pattern="picture for the README" tests/browser/shell.test.mjs
	cp tests/browser/output/readme.png static/readme.png

.PHONY: clean
clean: ## Remove everything that was built (the installed tools stay in ~/.cache/decouple-tools)
	cargo clean
	rm -rf dist target node_modules tests/browser/output

.PHONY: help
help: ## Show this list
	@awk 'BEGIN { FS = ":.*## " } /^##@/ { printf "\n%s\n", substr($$0, 5) } /^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile

# What the targets above need. Each part says what it does where something is missing, else nothing.
.PHONY: setup setup-rust setup-browser
setup:
	@tools/setup.sh page
setup-rust:
	@tools/setup.sh rust
setup-browser:
	@tools/browser.sh --install >/dev/null

$(PAGE): $(PAGE_SOURCES) | setup
	@echo "==> Building the release page (the first time takes some minutes)"
	cargo fetch --locked $(WASM)
	trunk build --offline --locked
