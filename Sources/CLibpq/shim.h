#include <libpq-fe.h>

// Macros that Swift does not import, under names of their own.
static const int triage_pg_diag_sqlstate = PG_DIAG_SQLSTATE;
static const int triage_pg_diag_message = PG_DIAG_MESSAGE_PRIMARY;
