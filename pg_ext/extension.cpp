// What PostgreSQL asks of a loaded library. There is nothing to set up: settings migrate.<name> are
// read as they are, and all else happens in the functions.
extern "C" {
#include "postgres.h"

#include "fmgr.h"

PG_MODULE_MAGIC;

extern PGDLLEXPORT void _PG_init(void);
void _PG_init(void) {}
}
