# The verbs of development. Included by the Makefile; PGXS's own targets stay as PGXS users know them.
#   make demo    a first look, in the sqlite3 shell
#   make test    everything against the machine's SQLite, the newest one and a private PostgreSQL cluster
#   make bench   the benchmarks of docs/performance.md
#   make asan    the core, the SQLite extension and their tests under ASan and UBSan
#   make fuzz    each fuzzer for FUZZ_SECONDS
#   make style   formatting and clang-tidy
# `make unit`, `make scenario`, `make series` and `make corpus` run one part of `make test`.

BUILD ?= build
ASAN_BUILD ?= build-asan
FUZZ_BUILD ?= build-fuzz
FUZZ_SECONDS ?= 60
JOBS ?= $(shell nproc)
SUDO := $(if $(filter 0,$(shell id -u)),,sudo)
SUPPORT := test/support
CLUSTER := PG_CONFIG=$(PG_CONFIG) $(SUPPORT)/pg_cluster.sh

.PHONY: demo test unit scenario series corpus bench asan fuzz style format tidy cmake-build pg-install \
        FORCE

# FORCE stands for .PHONY, which would keep make from looking at a pattern.
dependencies-%: FORCE
	@$(SUPPORT)/install.sh $*

demo: dependencies-demo
	@cmake -S . -B $(BUILD)/demo -DMIGRATE_TESTS=OFF >/dev/null
	@cmake --build $(BUILD)/demo -j $(JOBS) >/dev/null
	@docs/example/demo.sh $(BUILD)/demo

# PGXS is known only once the packages are there: recursive makes read the Makefile again.
test: dependencies-test
	$(MAKE) cmake-build pg-install
	cd $(BUILD) && ctest --output-on-failure -LE 'postgres|beside'
	$(CLUSTER) sh -c 'cd $(BUILD) && ctest --output-on-failure -L postgres'
	$(CLUSTER) $(MAKE) installcheck

cmake-build:
	cmake -S . -B $(BUILD) -DPG_CONFIG=$(PG_CONFIG)
	cmake --build $(BUILD) -j $(JOBS)

pg-install:
	$(MAKE) -j $(JOBS) all
	$(SUDO) $(MAKE) install PG_CONFIG=$(PG_CONFIG) >/dev/null

unit: cmake-build
	cd $(BUILD) && ctest --output-on-failure -R '^unit_'

scenario: cmake-build pg-install
	cd $(BUILD) && ctest --output-on-failure -R '^scenario_' -LE postgres
	$(CLUSTER) sh -c 'cd $(BUILD) && ctest --output-on-failure -R "^scenario_" -L postgres'

series: cmake-build pg-install
	cd $(BUILD) && ctest --output-on-failure -R '^series_' -LE 'postgres|beside'
	$(CLUSTER) sh -c 'cd $(BUILD) && ctest --output-on-failure -R "^series_" -L "postgres|beside"'

corpus: cmake-build pg-install
	$(CLUSTER) sh -c 'cd $(BUILD) && ctest --output-on-failure -L corpus'

asan: dependencies-test
	cmake -S . -B $(ASAN_BUILD) -DMIGRATE_SANITIZE=ON \
	  -DMIGRATE_NEWEST_SQLITE=$(abspath $(BUILD))/newest_sqlite
	cmake --build $(ASAN_BUILD) -j $(JOBS)
	cd $(ASAN_BUILD) && ctest --output-on-failure -L sanitize

fuzz: dependencies-fuzz
	cmake -S . -B $(FUZZ_BUILD) -DMIGRATE_FUZZ=ON -DMIGRATE_TESTS=OFF \
	  -DCMAKE_CXX_COMPILER=clang++ -DCMAKE_C_COMPILER=clang
	cmake --build $(FUZZ_BUILD) -j $(JOBS)
	test/fuzz/run.sh $(FUZZ_BUILD) $(FUZZ_SECONDS)

SOURCES = $(shell git ls-files 'common/*.cpp' 'common/*.h' 'pg_ext/*.cpp' 'pg_ext/*.h' \
            'sqlite_ext/*.cpp' 'sqlite_ext/*.h' 'test/*.cpp' 'test/*.h')

format: dependencies-style
	clang-format -i $(SOURCES)

style: dependencies-style
	clang-format --dry-run -Werror $(SOURCES)
	$(MAKE) tidy

tidy: cmake-build
	@printf '%s\n' $(filter common/%.cpp sqlite_ext/%.cpp,$(SOURCES)) | \
	  xargs -P $(JOBS) -n 4 clang-tidy -p $(BUILD) --quiet

bench: dependencies-test
	$(MAKE) cmake-build pg-install
	$(CLUSTER) test/bench/run.sh $(BUILD)
	$(CLUSTER) /usr/bin/python3 test/bench/deploy_load.py
