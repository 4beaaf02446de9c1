# Builds the PostgreSQL extension from pg_ext/ and common/ with PGXS:
#
#   make  ·  make install  ·  make installcheck  ·  make PG_CONFIG=/path/to/pg_config
#
# The SQLite extension and all other tests are built by CMake.

EXTENSION = pg_ext/migrate
DATA = $(wildcard pg_ext/migrate--*.sql)
MODULE_big = migrate
OBJS = $(patsubst %.cpp,%.o,$(wildcard pg_ext/*.cpp common/*.cpp common/*/*.cpp common/*/*/*.cpp))
SHLIB_EXPORTS = pg_ext/exports.txt

REGRESS = $(sort $(patsubst sql/%.sql,%,$(wildcard sql/*.sql)))
REGRESS_OPTS = --encoding=UTF8 --no-locale
ISOLATION = one_at_a_time rehearse scratch_locks
ISOLATION_OPTS = --inputdir=test/pg --outputdir=tmp_check

PG_CONFIG ?= pg_config
PGXS := $(wildcard $(shell $(PG_CONFIG) --pgxs 2>/dev/null))
includedir_server_for_cxx := $(shell $(PG_CONFIG) --includedir-server 2>/dev/null)

# make WERROR= for compilers that warn of more than ours.
WERROR = -Werror
# PostgreSQL's headers are system headers here, as they do not compile without these warnings. Before
# PostgreSQL 16 PGDLLEXPORT is empty, which -fvisibility=hidden makes wrong.
PG_CXXFLAGS = -std=c++20 -Wextra -Wshadow -Wconversion $(WERROR) \
	-fvisibility=hidden -fvisibility-inlines-hidden \
	'-DPGDLLEXPORT=__attribute__((visibility("default")))' \
	-MMD -MP
PG_CPPFLAGS = -Icommon -Ipg_ext -isystem $(includedir_server_for_cxx)
SHLIB_LINK += -lstdc++
EXTRA_CLEAN = $(OBJS:.o=.d) pg_ext/exports.list

# Bitcode for inlining would be compiled without PG_CXXFLAGS' language version, for functions whose
# time goes into other things.
override with_llvm = no

ifneq ($(PGXS),)
include $(PGXS)
-include $(OBJS:.o=.d)
else
.PHONY: all install installcheck clean
all install installcheck clean:
	@echo "$(PG_CONFIG) knows no PGXS: install PostgreSQL's server development files, or give" >&2
	@echo "PG_CONFIG=/path/to/pg_config.  make demo and make test install what they need." >&2
	@exit 1
endif

# What pg_regress cannot express: other databases, another installation.
installcheck: installcheck-scripts
.PHONY: installcheck-scripts
installcheck-scripts:
	test/pg/dump_restore.sh
	PG_CONFIG=$(PG_CONFIG) test/pg/update.sh

include test/test.mk
