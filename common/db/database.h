// The port: all that the core knows of a database. Implemented by pg_ext (SPI), sqlite_ext and the
// test doubles.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "db/footprint.h"
#include "db/statement_facts.h"
#include "dialect/dialect.h"
#include "error.h"

namespace migrate {

/// A parameter or a result as text; nothing = NULL. Booleans are "true" and "false".
using Value = std::optional<std::string>;
using Row = std::vector<Value>;
using Rows = std::vector<Row>;

/// Takes a row whose texts live only for the call.
using RowVisitor = std::function<void(std::span<const std::optional<std::string_view>>)>;

/// Where a call comes from, for the log; nothing = not known.
struct Client {
  Value address;
  Value application;
};

class OutsideSession;

/// What the last statement that could not get a lock has waited for.
struct LockConflict {
  std::string object;  // `table "public.account"`; empty: not known
  /// Whoever held it then, one clause for each: `process 42 (user "app", application "psql")`.
  std::vector<std::string> holders;
};

/// After any method throws, only leaving the enclosing in_savepoint or in_transaction is legal.
/// Statement errors are Error with code kStatement (or a derived class that keeps the database's
/// own fields) and continue unchanged.
class Database {
 public:
  virtual ~Database() = default;

  virtual const Dialect& dialect() const = 0;

  /// The quoted and schema-qualified name of one of our own tables: `public.migrate_version`,
  /// `main.migrate_version`.
  virtual std::string table(std::string_view name) const = 0;

  /// False before the first write on SQLite; always true on PostgreSQL.
  virtual bool has_tables() = 0;

  /// Creates our tables where they don't exist. REQUIRES: inside in_transaction.
  virtual void create_tables() = 0;

  /// Runs one of our own statements; parameters are $1, $2, … and first appear in that order.
  /// Runs under a fixed search path, whatever a script or the caller has set. The prepared
  /// statement is kept for the next call with the same text. Result: rows changed.
  virtual std::int64_t execute(std::string_view sql, const Row& parameters = {}) = 0;

  /// Like execute; result: every row, copied.
  virtual Rows query(std::string_view sql, const Row& parameters = {}) = 0;

  /// Like query, for many rows: each is shown to `visit`, none is kept. `visit` must not use the
  /// database; what it throws ends the query and continues. The default copies every row.
  virtual void for_each(std::string_view sql, const Row& parameters, const RowVisitor& visit);

  /// Runs one statement of a user's script as the caller would run it; rows that it returns are
  /// dropped. REQUIRES: inside in_script.
  virtual void run_statement(std::string_view sql) = 0;

  /// Runs one statement of a user's script. Result: nothing when it has run; the error where the
  /// database has refused it or the rows (SQLite: SQLITE_ERROR, SQLITE_CONSTRAINT), with everything
  /// as before. Other errors continue. PostgreSQL: never refuses.
  /// REQUIRES: inside in_script.
  virtual std::optional<Error> try_statement(std::string_view sql);

  /// What one statement says, by the database's own grammar, whatever is in the database; a text
  /// that it cannot read is StatementFacts::error. Nothing where the database doesn't show its
  /// parse tree (SQLite). Runs nothing.
  virtual std::optional<StatementFacts> statement_facts(std::string_view sql);

  /// Runs `body`, which makes a table anew or writes its rows again, under the settings that it
  /// takes: foreign keys are not enforced, no trigger fires, renaming a table leaves what refers to
  /// it as it is, and a string in double quotes is accepted in DDL. Settings are the script's again
  /// afterwards, also after an error. SQLite only: kNotSupported elsewhere.
  /// REQUIRES: inside in_script.
  virtual void in_rebuild(const std::function<void()>& body);

  /// Writes another statement for a table into the schema that the database keeps, and has the
  /// schema read again. Nothing but the statement changes: the caller answers for the rows that are
  /// there. Names are plain. Result: false, with nothing done, while the connection forbids it
  /// (SQLite: DEFENSIVE), and on PostgreSQL. REQUIRES: inside in_rebuild.
  virtual bool exchange_statement(std::string_view schema, std::string_view table,
                                  std::string_view sql);

  /// Runs `body`, in which run_statement runs one script under the caller's settings (search path,
  /// foreign_keys, …). What the script changes of the session's settings is undone afterwards,
  /// also after an error. SQLite: where the script turned foreign_keys off, rows that have lost
  /// their parent since are an error (kForeignKeyViolation) before the settings are restored.
  virtual void in_script(const std::function<void()>& body) = 0;

  /// Runs `body` with a scratch area: a place that holds no object of any user, in which names that
  /// are qualified with a real schema work and what extensions have made can be used. Whatever
  /// happens in it is undone when `body` returns or throws, is never seen by another session, and
  /// takes no lock on a user's table. PostgreSQL: a subtransaction in which the users' schemas and
  /// the names of their database-wide objects are set aside, with an empty schema public; the
  /// scratch database is this one. SQLite: a database in memory.
  /// Errors: whatever `body` throws; kNotSupported on a connection that cannot write.
  virtual void in_scratch(const std::function<void(Database& scratch)>& body);

  /// Runs `body` where scripts can be run for real and nothing of it stays: not its changes, not
  /// the locks that it takes, not the settings that it makes. PostgreSQL: a subtransaction of the
  /// caller's transaction, with the area being this database; nextval is not undone. SQLite: a copy
  /// of main, with what the caller's transaction has changed; attached and temporary tables are
  /// not in it.
  /// Errors: whatever `body` throws; kNotSupported in a transaction that cannot write (PostgreSQL);
  /// kProgramLimit where the copy would exceed limits.max_bytes (SQLite).
  virtual void in_rehearsal(const RehearsalLimits& limits,
                            const std::function<void(Database& area)>& body);

  /// Runs `body` inside a savepoint that is undone when it returns too.
  void in_undone_savepoint(const std::function<void()>& body);

  /// The user's relations, whoever they belong to, without ours. SQLite: none.
  virtual std::vector<Relation> relations() { return {}; }

  /// What this session holds and has done so far.
  virtual Footprint footprint() { return {}; }

  /// Runs one statement of a schema's text as the caller would run it. CREATE EXTENSION of one that
  /// the database has is taken as done. Errors: kNotSupported for a statement that is not a
  /// schema's or could not be undone (roles, databases, tablespaces, ALTER SYSTEM, transactions,
  /// COPY). REQUIRES: inside in_scratch and in_script of the scratch database.
  virtual void run_model_statement(std::string_view sql);

  /// The extensions that the model's statements have named since the scratch area was entered,
  /// plain names, sorted. REQUIRES: inside in_scratch.
  virtual std::vector<std::string> model_extensions() { return {}; }

  /// Has the live schemas of these names in the scratch area, empty but with their owners,
  /// privileges and comments, until a statement makes one of that name. Names of none are passed
  /// over. REQUIRES: inside in_scratch of the scratch database, before its statements.
  virtual void offer_schemas(const std::vector<std::string>&) {}

  /// The schemas on the caller's search path that exist, plain names, without the system's own.
  virtual std::vector<std::string> search_path_schemas() { return {}; }

  /// Runs `body` so that all or nothing of it stays: in the caller's transaction where there is
  /// one (SQLite: a savepoint), else in one of its own (SQLite: BEGIN IMMEDIATE … COMMIT). When
  /// `body` throws, everything it did in the database is undone and the same exception continues.
  /// Errors: whatever `body` throws; kConnectionLost when the rollback itself fails.
  virtual void in_transaction(const std::function<void()>& body) = 0;

  /// Runs `body` inside a savepoint. On return it is released; when `body` throws, everything it
  /// did is undone and the same exception continues. Savepoints nest.
  /// Source: PostgreSQL 15 xact.c, BeginInternalSubTransaction; sqlite.org/lang_savepoint.html.
  virtual void in_savepoint(const std::function<void()>& body) = 0;

  /// True where separate transactions are possible: PostgreSQL: a procedure called outside a
  /// transaction block; SQLite: autocommit. Asked before the first in_transaction.
  virtual bool can_commit() = 0;

  /// PostgreSQL: commits what in_transaction left open and starts the next transaction.
  /// SQLite: nothing, in_transaction commits by itself. REQUIRES: can_commit().
  virtual void commit() = 0;

  /// Waits until no other session migrates this database; the lock ends with the transaction.
  /// Errors: kSerialization when the transaction's snapshot is older than the last migration
  /// (REPEATABLE READ). REQUIRES: inside in_transaction.
  virtual void lock_for_migration() = 0;

  /// False where an error that no in_savepoint or in_transaction has undone makes any other call
  /// illegal.
  virtual bool is_usable() const { return true; }

  /// SHA-256 of `bytes` as 64 lower-case hexadecimal digits, by a library of the database's or one
  /// that is linked in. Changes and reads nothing.
  virtual std::string sha256(std::string_view bytes) = 0;

  /// Throws when the user has asked to stop. Cheap; called between statements.
  virtual void check_interrupt() = 0;

  /// One line for the person who waits: NOTICE; sqlite3_log.
  virtual void notice(std::string_view line) = 0;

  /// What the session is doing, for pg_stat_activity; empty = done. SQLite: nothing.
  virtual void show_activity(std::string_view line) = 0;

  /// Who runs this, for the log. SQLite has no users: NULL.
  virtual Value current_user() = 0;

  /// PostgreSQL: the client's address, nothing for a Unix socket, and its application_name.
  virtual Client client() { return {}; }

  /// Runs one of our own statements, an entry about a verb that has failed and been undone, so that
  /// it stays where that is possible although can_commit() is false. Result: whether it has run.
  /// SQLite: in the caller's transaction, with which it stays or goes. PostgreSQL: in one of
  /// another session, which stays and does not see what the caller's transaction has done.
  /// REQUIRES: the outermost in_transaction has thrown.
  virtual bool execute_after_failure(std::string_view sql, const Row& parameters);

  /// The session's override of a setting (PostgreSQL: GUC migrate.<name>); nothing = none.
  virtual Value session_setting(std::string_view name) = 0;

  // What a deploy needs beyond transactions.

  /// As lock_for_migration, but over all transactions until release_migration, and so that
  /// statements which wait for older transactions don't wait for whoever waits for this lock.
  /// Waits for the rest of a deploy whose session has gone. Errors: as lock_for_migration.
  /// REQUIRES: can_commit(), outside in_transaction, nothing written since the last commit.
  virtual void hold_migration();
  virtual void release_migration() noexcept;

  /// Opens a session for statements that refuse a transaction. Errors: kProgramLimit where the
  /// server has no room for it. REQUIRES: can_commit().
  virtual std::unique_ptr<OutsideSession> open_outside();

  /// How long statements in the next in_script wait for a lock where the session has set no limit
  /// of its own; 0 = without limit, the state at first. SQLite: its statements don't wait.
  virtual void limit_lock_waits(std::chrono::milliseconds) {}

  /// How long a verb waits for other connections; 0 = without limit. SQLite only, where that is 60
  /// s at first; on PostgreSQL it is for the session's lock_timeout to say.
  virtual void limit_migration_wait(std::chrono::milliseconds) {}

  /// Nothing where no statement has failed for a lock since the last call.
  /// REQUIRES: the failed statement's savepoint or transaction is left.
  virtual std::optional<LockConflict> take_lock_conflict() { return std::nullopt; }

  /// Waits. Outside in_transaction, where can_commit(): holding nothing that others wait for.
  /// Errors: when the user asks to stop.
  virtual void pause(std::chrono::milliseconds) {}
};

}  // namespace migrate
