# The few commands of the project. `make run` needs Python 3.11 or newer and make; it installs the rest into .venv.

.DEFAULT_GOAL := run
.PHONY: run test test-cluster test-bundle lint bench ui lock sample picture bundle clean

VENV := .venv
BIN  := $(VENV)/bin

# Named versions first: a very new python3 may come before the libraries have wheels for it.
# Each candidate is executed, because a version manager may offer names that do not start.
# A bundle names the one that its wheels are for.
NAMED := $(shell cat wheels/PYTHON 2>/dev/null)
PYTHON ?= $(shell for python in $(or $(NAMED),python3.13 python3.12 python3.11 python3 python); do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$python" && break; done)

# Offline: Dagster sends nothing home.
export DAGSTER_DISABLE_TELEMETRY := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# In an unpacked bundle the libraries lie in wheels/, and pip asks nobody else for them.
ifneq ($(wildcard wheels),)
export PIP_NO_INDEX := 1
export PIP_FIND_LINKS := wheels
endif

# Installed once for each requirements.lock. The lock is complete, so pip need not resolve (--no-deps, then `pip check`);
# bytecode is compiled on all cores, because Python would otherwise compile at every start where it may not write.
# The project itself goes in as a link to this checkout, built with the locked hatchling: nothing but the lock is fetched.
INSTALLED := $(VENV)/installed

run: $(INSTALLED)
	@$(BIN)/qingdan run --inbox data/sample --inbox data/sample/2025

# Two workers; a file of tests is one worker's, so that what its tests share is made once.
test: $(INSTALLED)
	@$(BIN)/python -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder

# Blocks on a scheduler, two workers and a store, each a process: minutes, and an environment of its own.
CLUSTER := .venv-cluster
test-cluster: $(CLUSTER)/installed
	@$(CLUSTER)/bin/python -m pytest tests/cluster

$(CLUSTER)/installed: deploy/requirements.lock
	@"$(PYTHON)" -m venv --clear $(CLUSTER)
	@$(CLUSTER)/bin/python -m pip install --quiet --no-deps --require-hashes --requirement deploy/requirements.lock
	@$(CLUSTER)/bin/python -m pip install --quiet --no-deps --no-build-isolation --no-index --editable .
	@$(CLUSTER)/bin/python -m pip check
	@touch $@

lint: $(INSTALLED)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/deptry .
	@$(BIN)/sqlfluff lint assets schemas

bench: $(INSTALLED)
	@$(BIN)/python -m tests.benchmarks

ui: $(INSTALLED)
	@$(BIN)/qingdan ui

# Writes both deliveries of the sample county and the reference case again.
sample: $(INSTALLED)
	@$(BIN)/python -m tests.sample.generate

# The picture of the readmes, of the report that `make run` built; it needs a Chromium.
picture: $(INSTALLED)
	@$(BIN)/python -m tests.pictures

# Versions and hashes for every system; one version of each library for every Python, so that results do
# not depend on which Python was there. Run it after a change of the dependencies, or with LOCK=--upgrade.
lock:
	@command -v uv >/dev/null || { echo "需要 uv：pip install uv  /  uv is needed: pip install uv" >&2; exit 1; }
	@uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --fork-strategy fewest \
		--generate-hashes --no-strip-extras --no-emit-index-url --no-annotate --no-header --quiet $(LOCK) \
		--output-file requirements.lock
	@uv pip compile pyproject.toml --extra cluster --group test-cluster --universal --python-version 3.11 \
		--fork-strategy fewest --constraint requirements.lock --generate-hashes --no-strip-extras --no-emit-index-url \
		--no-annotate --no-header --quiet $(LOCK) --output-file deploy/requirements.lock

# An archive of what is committed and of the wheels of the lock for this system and this Python, which installs without a
# network: deploy/INSTALL.md.
BUNDLE := dist/qingdan-$(shell sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml).tar.gz
bundle: $(INSTALLED)
	@rm -rf dist/wheels
	@$(BIN)/python -m pip download --quiet --no-deps --require-hashes --only-binary :all: --requirement requirements.lock \
		--dest dist/wheels
	@$(BIN)/python deploy/bundle.py dist/wheels $(BUNDLE)

# The bundle on a machine that has no network: a namespace without one (Linux).
test-bundle: bundle
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && tar -xzf $(BUNDLE) -C "$$folder" \
		&& unshare --map-root-user --net env -u PYTHONPATH -u MAKEFLAGS make -C "$$folder"/* run

# Everything that was produced, except what was delivered and published (data/local).
clean:
	@rm -rf $(VENV) $(CLUSTER) dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	@find assets factors pipelines schemas tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(INSTALLED): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { \
		echo "没有找到 $(or $(NAMED),Python 3.11 或更新的版本)。请安装后重试（python.org），或用 make PYTHON=路径 指定。" >&2; \
		echo "$(or $(NAMED),Python 3.11 or newer) was not found. Install it, or name it: make PYTHON=path" >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "这个 Python 没有 venv 模块（Debian/Ubuntu：sudo apt install python3-venv）。" >&2; \
		echo "This Python lacks the venv module (Debian/Ubuntu: sudo apt install python3-venv)." >&2; exit 1; }
	@echo "安装到 $(VENV)（首次约需几分钟）/ Installing into $(VENV) (a few minutes the first time): $$("$(PYTHON)" -V)"
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || "$(PYTHON)" -m venv --clear $(VENV)
	@rm -f $(VENV)/failed
	@{ { $(BIN)/python -m pip install --no-deps --no-compile --require-hashes --requirement requirements.lock \
		&& $(BIN)/python -m pip install --no-deps --no-build-isolation --no-index --editable . \
		&& $(BIN)/python -m pip check; } 2>&1 || touch $(VENV)/failed; } \
		| tee $(VENV)/install.log | awk -v all="$$(grep -c '^[A-Za-z]' requirements.lock)" '\
			/^(Collecting|Processing)/ && ++n % 25 == 0 { print "  下载 downloading " n "/" all; fflush() } \
			/^Installing collected/ && !told++ { print "  安装 installing"; fflush() }'
	@test ! -e $(VENV)/failed || { tail -n 15 $(VENV)/install.log >&2; \
		echo "安装失败，完整记录见 / The installation failed, the whole record is in $(VENV)/install.log" >&2; exit 1; }
	@echo "  编译 compiling"
	@$(BIN)/python -m compileall -q -j 0 $(VENV) >/dev/null || true   # some libraries ship templates that are not Python
	@touch $@
