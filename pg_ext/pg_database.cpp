// Where things live: the memory context of the SQL function's caller stays the current one outside
// of pg_call; error reports are copied there, so they outlive the subtransactions that they end.
// Our own context holds the plans, its child `scratch` what one statement needs.
#include "pg_database.h"

#include <utility>

#include "encoding.h"
#include "error.h"
#include "guard.h"
#include "migration_lock.h"
#include "parse_facts.h"
#include "pg_error.h"
#include "rows.h"
#include "running_script.h"
#include "snapshot.h"
#include "text.h"

extern "C" {
#include "postgres.h"

#include "access/xact.h"
#include "common/sha2.h"
#include "executor/spi.h"
#include "miscadmin.h"
#include "tcop/dest.h"
#include "tcop/pquery.h"
#include "tcop/tcopprot.h"
#include "utils/backend_status.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/resowner.h"
}

namespace migrate {
namespace {

// PostgreSQL's own quoting, which knows its keywords: people read these names in offline scripts.
std::string quoted_schema(Oid schema) {
  const char* name = pg_call([&]() noexcept {
    const char* plain = get_namespace_name(schema);
    return plain ? quote_identifier(plain) : nullptr;
  });
  if (!name) throw Error(ErrorCode::kInternal, "schema of extension migrate does not exist");
  return to_utf8(name);
}

// What SPI refuses without an error of its own.
[[noreturn]] void throw_refusal(int code) {
  switch (code) {
    case SPI_ERROR_TRANSACTION:
      throw Error(ErrorCode::kNotSupported, "transaction control is not allowed in a script");
    case SPI_ERROR_COPY:
      throw Error(ErrorCode::kNotSupported, "cannot copy to or from the client in a script", "",
                  "Use INSERT, or COPY with a file of the server.");
    default:
      throw Error(ErrorCode::kInternal,
                  cat("unexpected result of SPI: ", SPI_result_code_string(code)));
  }
}

// Whether a statement can have queued a deferred check: it changed rows, called functions, or is a
// utility statement that runs others. CREATE, ALTER and the like check at once.
bool may_change_rows(int spi_result, std::string_view sql) {
  if (spi_result != SPI_OK_UTILITY) return true;
  const std::string_view word = sql.substr(0, sql.find_first_of(" \t\r\n\f\v(\"'$;/-"));
  for (std::string_view runner : {"do", "call", "copy", "execute", "explain"}) {
    if (equals_ignoring_case(word, runner)) return true;
  }
  return false;
}

// Of a position that PostgreSQL counts in characters from 1; 0 where it knows none.
std::size_t byte_offset(std::string_view utf8, int position) {
  std::size_t offset = 0;
  for (int character = 1; character < position && offset < utf8.size(); ++character) {
    ++offset;
    while (offset < utf8.size() && (static_cast<unsigned char>(utf8[offset]) & 0xC0) == 0x80) {
      ++offset;
    }
  }
  return offset;
}

}  // namespace

PgDatabase::Memory::Memory() {
  context = pg_call([]() noexcept {
    return AllocSetContextCreate(CurrentMemoryContext, "migrate", ALLOCSET_DEFAULT_SIZES);
  });
  scratch = pg_call([this]() noexcept {
    return AllocSetContextCreate(context, "migrate statement", ALLOCSET_DEFAULT_SIZES);
  });
}

PgDatabase::Memory::~Memory() {
  try {
    pg_call([this]() noexcept { MemoryContextDelete(context); });
  } catch (const std::exception&) {
    // The parent context takes it along.
  }
}

PgDatabase::PgDatabase(const Options& options)
    : options_(options), schema_(quoted_schema(options.schema)) {
  const int connection = options.nonatomic ? SPI_OPT_NONATOMIC : 0;
  pg_call([&]() noexcept { SPI_connect_ext(connection); });
  statements_ = std::make_unique<PreparedStatements>(memory_.context, memory_.scratch);
  settings_.enter_bookkeeping();
}

PgDatabase::~PgDatabase() {
  try {
    show_activity("");
  } catch (const std::exception&) {
    // The next statement of the session shows itself.
  }
}

void PgDatabase::close() {
  settings_.leave_bookkeeping();
  statements_.reset();
  pg_call([]() noexcept { SPI_finish(); });
}

const Dialect& PgDatabase::dialect() const { return postgres_dialect(); }

std::string PgDatabase::table(std::string_view name) const { return cat(schema_, ".", name); }

PreparedStatements::Result PgDatabase::run(std::string_view sql, const Row& parameters) {
  if (open_scripts_ == 0) return statements_->run(sql, parameters, options_.read_only);
  const int level = SessionSettings::open_bookkeeping_level();
  const auto result = statements_->run(sql, parameters, options_.read_only);
  SessionSettings::close_level(level);
  return result;
}

std::int64_t PgDatabase::execute(std::string_view sql, const Row& parameters) {
  if (scratch_) scratch_->show_to_readers();
  return guarded([&] { return run(sql, parameters).processed; });
}

Rows PgDatabase::query(std::string_view sql, const Row& parameters) {
  if (scratch_) scratch_->show_to_readers();
  return run_and_take_rows(sql, parameters);
}

Rows PgDatabase::run_and_take_rows(std::string_view sql, const Row& parameters) {
  return guarded([&] { return take_rows(run(sql, parameters).table, memory_.scratch); });
}

void PgDatabase::for_each(std::string_view sql, const Row& parameters, const RowVisitor& visit) {
  if (open_scripts_ > 0 || !is_server_utf8()) return Database::for_each(sql, parameters, visit);
  if (scratch_) scratch_->show_to_readers();
  guarded([&] { statements_->run_for_each(sql, parameters, options_.read_only, visit); });
}

void PgDatabase::run_statement(std::string_view sql) {
  if (scratch_) scratch_->show_to_statements();
  guarded([&] { execute_statement(to_server(sql)); });
}

void PgDatabase::execute_statement(const std::string& sql) {
  const char* text = sql.c_str();
  const LockWatch watch;
  try {
    const int code = pg_call([&]() noexcept {
      SPIExecuteOptions options = {};
      options.dest = None_Receiver;
      return SPI_execute_extended(text, &options);
    });
    if (code < 0) throw_refusal(code);
    script_changed_rows_ = script_changed_rows_ || may_change_rows(code, sql);
  } catch (PgError& error) {
    awaited_lock_ = watch.awaited(error);
    error.drop_statement_context(sql);
    throw;
  }
}

// In a savepoint, as an error of the parser is an answer here and the transaction goes on.
std::optional<StatementFacts> PgDatabase::statement_facts(std::string_view sql) {
  const std::string text = to_server(sql);
  StatementFacts facts;
  try {
    in_savepoint([&] {
      guarded([&] {
        const int level = SessionSettings::open_quiet_level();
        facts = read_statement_facts(text, memory_.scratch);
        SessionSettings::close_level(level);
      });
    });
  } catch (const PgError& error) {
    if (error.ends_work()) throw;
    facts.error = error.message();
    facts.error_offset = byte_offset(sql, error.report()->cursorpos);
  }
  return facts;
}

void PgDatabase::in_script(const std::function<void()>& body) {
  const RunningScript running;
  const int level = guarded([&] { return settings_.open_caller_level(); });
  guarded([&] { limit_scripts_lock_waits(); });
  ++open_scripts_;
  script_changed_rows_ = false;
  body();
  if (script_changed_rows_) check_deferred_constraints();
  --open_scripts_;
  guarded([&] { SessionSettings::close_level(level); });
}

std::vector<std::string> PgDatabase::search_path_schemas() {
  const int level = guarded([&] { return settings_.open_caller_level(); });
  const Rows rows = guarded([&] {
    return take_rows(statements_
                         ->run("SELECT pg_catalog.unnest(pg_catalog.current_schemas(false))", {},
                               options_.read_only)
                         .table,
                     memory_.scratch);
  });
  guarded([&] { SessionSettings::close_level(level); });
  std::vector<std::string> schemas;
  for (const Row& row : rows) {
    if (row[0]->rfind("pg_", 0) != 0 && *row[0] != "information_schema") schemas.push_back(*row[0]);
  }
  return schemas;
}

// A later script could not ALTER a table that still has deferred checks pending ("pending trigger
// events"), and a violation belongs to the script that caused it. SET CONSTRAINTS has no way back
// to the defaults but by name.
void PgDatabase::check_deferred_constraints() {
  const Rows deferred = query(
      "SELECT string_agg(format('%I.%I', n.nspname, c.conname), ', ')"
      " FILTER (WHERE c.condeferred AND has_schema_privilege(n.oid, 'USAGE') AND NOT EXISTS"
      " (SELECT FROM pg_constraint o WHERE o.connamespace = c.connamespace"
      " AND o.conname = c.conname AND NOT o.condeferrable))"
      " FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace"
      " WHERE c.condeferrable HAVING count(*) > 0",
      {});
  if (deferred.empty()) return;
  run_statement("SET CONSTRAINTS ALL IMMEDIATE");
  if (deferred[0][0]) run_statement(cat("SET CONSTRAINTS ", *deferred[0][0], " DEFERRED"));
}

// What failed is rolled back here, so that the core can still write that down.
void PgDatabase::in_transaction(const std::function<void()>& body) {
  const bool is_function = !can_commit();
  try {
    in_savepoint(body);
  } catch (...) {
    if (!is_function) pg_call([]() noexcept { EnsurePortalSnapshotExists(); });
    throw;
  }
}

void PgDatabase::in_savepoint(const std::function<void()>& body) {
  const ResourceOwner owner = CurrentResourceOwner;
  const int scripts = open_scripts_;
  guarded([] { pg_call([]() noexcept { BeginInternalSubTransaction(nullptr); }); });
  try {
    body();
    guarded([&] {
      pg_call([&]() noexcept {
        ReleaseCurrentSubTransaction();
        CurrentResourceOwner = owner;
      });
    });
  } catch (...) {
    try {
      pg_call([&]() noexcept {
        RollbackAndReleaseCurrentSubTransaction();
        CurrentResourceOwner = owner;
      });
    } catch (const Error& error) {
      throw Error(ErrorCode::kConnectionLost, "could not roll back to a savepoint",
                  cat("The rollback failed: ", error.message(), "."));
    }
    open_scripts_ = scripts;
    poisoned_ = false;
    throw;
  }
}

bool PgDatabase::can_commit() {
  return options_.nonatomic && !pg_call([]() noexcept { return IsSubTransaction(); });
}

void PgDatabase::commit() {
  guarded([this] {
    settings_.leave_bookkeeping();
    pg_call([]() noexcept {
      SPI_commit();
      SPI_start_transaction();  // before PostgreSQL 15 a commit does not
      EnsurePortalSnapshotExists();
    });
    settings_.enter_bookkeeping();
  });
}

void PgDatabase::lock_for_migration() {
  RunningScript::require_none();
  guarded([this] {
    lock_migrations(version_table(), options_.nonatomic);
    require_current_snapshot({table("migrate_version"), table("migrate_script")});
  });
}

std::string PgDatabase::sha256(std::string_view bytes) {
  struct Digest {
    unsigned char bytes[PG_SHA256_DIGEST_LENGTH];
  };
  const Digest digest = guarded([&] {
    return pg_call([&]() noexcept {
      auto* input = static_cast<bytea*>(palloc(VARHDRSZ + bytes.size()));
      SET_VARSIZE(input, VARHDRSZ + bytes.size());
      memcpy(VARDATA(input), bytes.data(), bytes.size());
      bytea* output = DatumGetByteaPP(DirectFunctionCall1(sha256_bytea, PointerGetDatum(input)));
      Digest result;
      memcpy(result.bytes, VARDATA_ANY(output), sizeof result.bytes);
      pfree(input);
      pfree(output);
      return result;
    });
  });
  return hex(std::string_view(reinterpret_cast<const char*>(digest.bytes), sizeof digest.bytes));
}

void PgDatabase::check_interrupt() {
  if (!InterruptPending) return;
  guarded([] { pg_call([]() noexcept { CHECK_FOR_INTERRUPTS(); }); });
}

void PgDatabase::notice(std::string_view line) {
  guarded([&] {
    const std::string text = to_server_lossy(line);
    const char* message = text.c_str();
    pg_call([&]() noexcept {
      ereport(NOTICE, errmsg_internal("%s", message), errhidestmt(true), errhidecontext(true));
    });
  });
}

void PgDatabase::show_activity(std::string_view line) {
  if (line.empty() && !shows_activity_) return;
  const std::string text = to_server_lossy(line);
  const char* activity = line.empty() ? debug_query_string : text.c_str();
  pg_call([&]() noexcept {
    const uint64 query_id = pgstat_get_my_query_id();
    pgstat_report_activity(STATE_RUNNING, activity ? activity : "");
    pgstat_report_query_id(query_id, true);  // the report has reset it
  });
  shows_activity_ = !line.empty();
}

Value PgDatabase::current_user() {
  return guarded([] {
    return to_utf8(pg_call([]() noexcept { return GetUserNameFromId(GetSessionUserId(), false); }));
  });
}

Client PgDatabase::client() {
  const Rows rows =
      query("SELECT host(inet_client_addr()), nullif(current_setting('application_name'), '')", {});
  return {rows[0][0], rows[0][1]};
}

Value PgDatabase::session_setting(std::string_view name) {
  // A custom setting that was RESET, or SET LOCAL in an earlier transaction, is left empty.
  std::string text = session_setting_text(cat("migrate.", name));
  if (text.empty()) return std::nullopt;
  return to_utf8(text);
}

}  // namespace migrate
