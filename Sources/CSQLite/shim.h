#include <sqlite3.h>

// Macros that Swift does not import, under names of their own.
static inline sqlite3_destructor_type triage_sqlite_transient(void) { return SQLITE_TRANSIENT; }
