.PHONY: help setup build demo test test-clients test-fixes test-faults score bench fuzz docs format lint clean

SWIFT_FILES = Package.swift $(wildcard Sources Tests Examples Benchmarks Fuzz)

help: ## Show this list.
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1	\2/p' Makefile | expand -t 22

setup: ## Install the C libraries that are missing (apt or brew).
	@Scripts/setup

build: setup ## Build the library, the collector and the command line tool.
	swift build

demo: ## See it work: a failing app, the collector, the diagnosis.
	@Scripts/demo

test: setup ## Run the unit tests, and each parser on mutated fixtures for some seconds.
	swift test
	@Scripts/fuzz smoke

test-clients: ## Run a real Django app on three databases against the collector.
	@Scripts/test-clients

test-fixes: ## Raise every bug of fixtures/apps for real, prove what is proposed.
	@Scripts/test-fixes

test-faults: ## Kill the collector under load, fill its disk, send it garbage.
	@Scripts/test-faults

score: setup ## Count what is read rightly from every recorded message and trace.
	@Scripts/score

bench: setup ## Measure speed, memory and space on this machine.
	@Scripts/bench

fuzz: setup ## Throw mutated fixtures at each parser for twenty minutes.
	@Scripts/fuzz long

docs: build ## Write the generated documents anew.
	.build/debug/triage explain --all --format markdown >docs/causes/README.md
	.build/debug/triage-collector --print-manual >docs/configuration.md

format: ## Format all Swift files.
	swift format format --in-place --parallel --recursive $(SWIFT_FILES)

lint: ## Check the format of all Swift files.
	swift format lint --strict --parallel --recursive $(SWIFT_FILES)

clean: ## Remove what was built.
	rm -rf .build Examples/*/.build Fuzz/.build
