// How an error passes, in both directions:
//   PostgreSQL -> C++: PG_TRY catches the jump, the report is copied out of PostgreSQL's error
//   context and thrown as PgError. While the guarded code runs, the stack of context callbacks is
//   empty, so the report holds only the lines that belong below this extension.
//   C++ -> PostgreSQL: every exception becomes an ErrorData, made without calls that can fail;
//   after the last catch block ThrowErrorData raises it and runs the callers' context callbacks. So
//   the lines come out innermost first: the statement's own, the core's, then the callers'.
#include "pg_error.h"

#include <new>

#include "encoding.h"
#include "guard.h"
#include "text.h"

extern "C" {
#include "postgres.h"

#include "utils/memutils.h"
}

namespace migrate {
namespace {

std::string text_or_empty(const char* text) { return text ? to_utf8_lossy(text) : std::string(); }

// Copying allocates, which can fail once more; a second jump must not pass C++ frames either.
ErrorData* copy_report() {
  ErrorData* volatile copy = nullptr;
  PG_TRY();
  { copy = CopyErrorData(); }
  PG_CATCH();
  { copy = nullptr; }
  PG_END_TRY();
  FlushErrorState();
  return copy;
}

// In PostgreSQL's memory; throws where there is none, never jumps.
char* server_copy(std::string_view text) {
  char* copy = static_cast<char*>(palloc_extended(text.size() + 1, MCXT_ALLOC_NO_OOM));
  if (!copy) throw std::bad_alloc();
  text.copy(copy, text.size());
  copy[text.size()] = '\0';
  return copy;
}

char* message_copy(std::string_view utf8) {
  return utf8.empty() ? nullptr : server_copy(to_server_lossy(utf8));
}

int packed_sqlstate(std::string_view code) {
  return MAKE_SQLSTATE(code[0], code[1], code[2], code[3], code[4]);
}

ErrorData* report_of(const Error& error) {
  auto* report = static_cast<ErrorData*>(
      palloc_extended(sizeof(ErrorData), MCXT_ALLOC_NO_OOM | MCXT_ALLOC_ZERO));
  if (!report) throw std::bad_alloc();
  report->elevel = ERROR;
  report->sqlerrcode = packed_sqlstate(sqlstate(error.code()));
  report->message = server_copy(to_server_lossy(error.message()));
  report->detail = message_copy(error.detail());
  report->hint = message_copy(error.hint());
  report->context = message_copy(error.context());
  return report;
}

// The database's own report, with what the core has added.
ErrorData* report_of(const PgError& error) {
  ErrorData* report = error.report();
  if (!report->detail) report->detail = message_copy(error.detail());
  if (!report->hint) report->hint = message_copy(error.hint());
  if (error.context().empty()) return report;
  const std::string added = to_server_lossy(error.context());
  report->context = server_copy(report->context ? cat(report->context, "\n", added) : added);
  return report;
}

// Called from a catch block. Result: nullptr where there is no memory for a report.
ErrorData* current_exception_report() noexcept {
  try {
    try {
      throw;
    } catch (const PgError& error) {
      return report_of(error);
    } catch (const Error& error) {
      return report_of(error);
    } catch (const std::bad_alloc&) {
      return nullptr;
    } catch (const std::exception& error) {
      return report_of(Error(ErrorCode::kInternal, error.what()));
    } catch (...) {
      return report_of(Error(ErrorCode::kInternal, "unknown exception"));
    }
  } catch (...) {
    return nullptr;
  }
}

}  // namespace

void run_guarded(void (*call)(void*), void* argument) {
  const MemoryContext context = CurrentMemoryContext;
  volatile bool failed = false;
  PG_TRY();
  {
    error_context_stack = nullptr;
    call(argument);
  }
  PG_CATCH();
  { failed = true; }
  PG_END_TRY();
  MemoryContextSwitchTo(context);
  if (!failed) return;
  ErrorData* report = copy_report();
  if (!report) throw std::bad_alloc();
  throw PgError(report);
}

std::uintptr_t pg_entry(FunctionCallInfoBaseData* call, EntryBody body) {
  ErrorData* report = nullptr;
  try {
    return body(call);
  } catch (...) {
    report = current_exception_report();
  }
  if (report) ThrowErrorData(report);
  ereport(ERROR, errcode(ERRCODE_OUT_OF_MEMORY), errmsg("out of memory"));
  return 0;
}

PgError::PgError(ErrorData* report)
    : Error(ErrorCode::kStatement, text_or_empty(report->message), text_or_empty(report->detail),
            text_or_empty(report->hint)),
      report_(report) {}

// Out of resources, or told to stop.
bool PgError::ends_work() const {
  const int category = ERRCODE_TO_CATEGORY(report_->sqlerrcode);
  return category == ERRCODE_INSUFFICIENT_RESOURCES ||
         category == ERRCODE_TO_CATEGORY(ERRCODE_OPERATOR_INTERVENTION) ||
         category == ERRCODE_TO_CATEGORY(ERRCODE_SYSTEM_ERROR);
}

bool PgError::is_lock_failure() const {
  return report_->sqlerrcode == ERRCODE_LOCK_NOT_AVAILABLE ||
         report_->sqlerrcode == ERRCODE_T_R_DEADLOCK_DETECTED;
}

bool PgError::has_sqlstate(std::string_view code) const {
  return report_->sqlerrcode == packed_sqlstate(code);
}

void PgError::drop_statement_context(std::string_view sql) {
  if (!report_->context) return;
  // The words before the statement and the quotes around it depend on lc_messages.
  constexpr std::size_t kLongestQuote = 4;
  const std::string_view context = report_->context;
  std::size_t begin = std::string_view::npos;
  for (std::size_t quote = 0; quote <= kLongestQuote; ++quote) {
    if (context.size() < sql.size() + quote) break;
    const std::size_t candidate = context.size() - sql.size() - quote;
    if (context.substr(candidate, sql.size()) == sql) begin = candidate;
  }
  if (begin == std::string_view::npos) return;
  const std::size_t line = context.substr(0, begin).rfind('\n');
  if (line == std::string_view::npos) {
    report_->context = nullptr;
  } else {
    report_->context[line] = '\0';
  }
}

}  // namespace migrate
