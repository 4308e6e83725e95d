# Portal ZI. `make run` starts the portal, `make test` runs every check; both set up what they need.
.PHONY: run setup test bench lint fmt lock vendor clean

run:
	@bin/run

setup:
	@bin/setup test

test:
	@bin/test

bench:
	@bin/setup test
	@bin/bench

lint:
	@bin/setup test
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/lint-imports

fmt:
	@bin/setup test
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

# Pin the newest versions that requirements*.in and package.json allow.
lock:
	@bin/setup test
	for name in requirements requirements-dev requirements-node; do \
		.venv/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header $(LOCK_OPTIONS) $$name.in -o $$name.txt || exit 1; \
	done

vendor:
	@bin/setup run
	.venv/bin/python bin/vendor

# Removes what setup made; the database and the files people uploaded stay in var/.
clean:
	rm -rf .venv node_modules var/stamps var/vendor var/staticfiles var/node
