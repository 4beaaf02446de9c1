#include <array>

#include "lint/rule.h"
#include "lint/rules/checks.h"

namespace migrate::lint {
namespace {

using enum Severity;
constexpr auto kBoth = Rule::Databases::kBoth;
constexpr auto kPostgres = Rule::Databases::kPostgres;
constexpr auto kSqlite = Rule::Databases::kSqlite;

// Names are those of squawk where it has the rule (https://squawkhq.com/docs/rules); the rest is
// what only the database can know.
constexpr std::array kRules{
    Rule{"syntax-error", kBoth, kError, false, "A statement that the database cannot read",
         "The statement cannot be read.", "Correct it.", nullptr},
    Rule{"unknown-rule", kBoth, kWarning, false,
         "A comment that switches off what no rule is called",
         "The comment switches off a rule that does not exist.", "Correct or remove it.", nullptr},

    // What fails.
    Rule{"missing-object", kBoth, kError, false,
         "A table, view, index or column that neither the database nor a script before has",
         "The statement fails: what it names does not exist.", "Correct the name.",
         checks::missing_object},
    Rule{"existing-object", kBoth, kError, false,
         "A relation or column that is made although it is there",
         "The statement fails: what it makes exists.",
         "Adopt what is there with migrate_stamp, or choose another name.",
         checks::existing_object},
    Rule{"violated-by-existing-rows", kBoth, kError, false,
         "NOT NULL, CHECK, UNIQUE, PRIMARY KEY and FOREIGN KEY that rows in the table violate",
         "The statement fails: rows that are there violate the constraint.",
         "Correct the rows in an earlier revision.", checks::violated_by_rows},
    Rule{"dependent-objects", kBoth, kError, false,
         "Views, functions, foreign keys and triggers that need what is dropped, renamed or given "
         "another type",
         "Other objects need what the statement changes.",
         "Drop or change them first, in the same script, and make them again behind it.",
         checks::dependent_objects},
    Rule{"not-owner", kPostgres, kError, false,
         "A statement on an object that the caller does not own",
         "The caller does not own the object, which the statement needs.",
         "Apply the script as a member of the owning role.", checks::not_owner},
    Rule{"ban-duplicate-column-assignments", kPostgres, kError, false,
         "A column that is declared or assigned twice",
         "The statement fails: a column is named "
         "twice.",
         "Name it once.", checks::duplicate_columns},
    Rule{"ban-concurrent-index-creation-in-transaction", kPostgres, kError, false,
         "CREATE INDEX CONCURRENTLY in a script that runs in a transaction",
         "CREATE INDEX CONCURRENTLY fails inside a transaction.",
         "Put it into a revision of its own, marked \"-- migrate:up transaction:false\", and apply "
         "that with migrate_deploy.",
         checks::concurrent_index_in_transaction},
    Rule{"statement-refuses-transaction", kBoth, kError, false,
         "Another statement that fails in a transaction, in a script that runs in one",
         "The statement fails inside a transaction.",
         "Put it into a revision of its own, marked \"-- migrate:up transaction:false\", and apply "
         "that with migrate_deploy.",
         checks::refuses_transaction},
    Rule{"using-new-enum-value", kPostgres, kError, false,
         "A value that ALTER TYPE … ADD VALUE adds, used later in the same transaction",
         "A value that was added to an enum type cannot be used before the transaction ends.",
         "Add the value in an earlier revision and apply both with migrate_deploy.",
         checks::new_enum_value},
    Rule{"transaction-nesting", kBoth, kError, false,
         "BEGIN, COMMIT or ROLLBACK in a script that runs in a transaction; in others BEGIN in a "
         "transaction, and COMMIT and ROLLBACK outside of one",
         "The statement is at odds with the transaction in which it runs.", "Remove the statement.",
         checks::transaction_nesting},
    Rule{"ban-uncommitted-transaction", kPostgres, kError, false,
         "BEGIN without COMMIT or ROLLBACK in a script that is marked transaction:false",
         "The transaction that the script begins is never committed.",
         "Add COMMIT, or remove BEGIN.", checks::uncommitted_transaction},

    // What loses rows, or breaks those who use them.
    Rule{"dropping-rows", kBoth, kError, false,
         "DROP TABLE, DROP COLUMN and TRUNCATE of what holds rows or values that no script has "
         "copied before",
         "Rows or values are lost, which the downgrade cannot bring back.",
         "Copy them to another table first, or have a backup.", checks::dropping_rows},
    Rule{"ban-drop-column", kBoth, kWarning, false, "DROP COLUMN",
         "Clients that still read or write the column fail.",
         "Release clients that no longer use it first.", checks::drop_column},
    Rule{"ban-drop-table", kBoth, kWarning, false, "DROP TABLE",
         "Clients that still use the table fail.", "Release clients that no longer use it first.",
         checks::drop_table},
    Rule{"ban-drop-database", kPostgres, kError, false, "DROP DATABASE",
         "The whole database is lost.", "Drop databases by hand.", checks::drop_database},
    Rule{"ban-drop-not-null", kBoth, kWarning, false, "DROP NOT NULL",
         "Clients that rely on a value find NULL.", "Release clients that expect NULL first.",
         checks::drop_not_null},
    Rule{"ban-truncate-cascade", kPostgres, kError, false, "TRUNCATE … CASCADE",
         "Every table with a foreign key to it is emptied too, and those that refer to them.",
         "Name the tables, and leave CASCADE out.", checks::truncate_cascade},
    Rule{"renaming-column", kBoth, kWarning, false, "RENAME COLUMN",
         "Clients that use the old name fail from one moment to the next.",
         "Add a column, write to both, move the clients, and drop the old one in a later revision.",
         checks::rename_column},
    Rule{"renaming-table", kBoth, kWarning, false, "RENAME TO and SET SCHEMA of a table or view",
         "Clients that use the old name fail from one moment to the next.",
         "Leave a view of the old name behind, until the clients have moved.",
         checks::rename_table},
    Rule{"adding-required-field", kBoth, kError, false, "ADD COLUMN … NOT NULL without a default",
         "The statement fails on a table with rows, and clients that don't know the column cannot "
         "insert.",
         "Add the column without NOT NULL or with a default, fill it, and set NOT NULL in a later "
         "revision.",
         checks::required_field},

    // What blocks others.
    Rule{"adding-field-with-default", kPostgres, kWarning, true,
         "ADD COLUMN with a volatile default, serial, identity, stored generated, or of a domain "
         "with constraints",
         "The table is written anew under an ACCESS EXCLUSIVE lock, which blocks all reads and "
         "writes.",
         "Add the column without it, set the default, fill the rows in batches.",
         checks::field_with_default},
    Rule{"changing-column-type", kPostgres, kWarning, true, "ALTER COLUMN … TYPE",
         "The column gets another type under a lock that blocks all reads and writes, and clients "
         "may not expect it.",
         "Add a column of the other type, fill it in batches, move the clients, and drop the old "
         "one.",
         checks::column_type},
    Rule{"rewriting-table", kPostgres, kWarning, true,
         "SET LOGGED, SET UNLOGGED, SET TABLESPACE, SET ACCESS METHOD",
         "The table is written anew under an ACCESS EXCLUSIVE lock, which blocks all reads and "
         "writes.",
         "Fill a further table in batches and swap the names.", checks::rewrite_table},
    Rule{"rebuilding-table", kSqlite, kWarning, true,
         "ALTER TABLE that SQLite lacks, for which the table is made anew",
         "The table is made anew: every row is copied and every index built again while nobody "
         "else can write.",
         "Put all changes of the table next to each other, which makes it one rebuild.",
         checks::rebuild_table},
    Rule{"adding-not-nullable-field", kPostgres, kWarning, true, "SET NOT NULL",
         "Every row is read under a lock that blocks all reads and writes.",
         "Add CHECK (column IS NOT NULL) NOT VALID, validate it in a later revision; SET NOT NULL "
         "behind it reads nothing.",
         checks::not_nullable_field},
    Rule{"adding-serial-primary-key-field", kPostgres, kWarning, true,
         "ADD PRIMARY KEY without USING INDEX",
         "The index is built under an ACCESS EXCLUSIVE lock, which blocks all reads and writes.",
         "Build a unique index CONCURRENTLY first, then ADD CONSTRAINT … PRIMARY KEY USING INDEX.",
         checks::primary_key},
    Rule{"disallowed-unique-constraint", kPostgres, kWarning, true,
         "ADD UNIQUE without USING INDEX",
         "The index is built under an ACCESS EXCLUSIVE lock, which blocks all reads and writes.",
         "Build a unique index CONCURRENTLY first, then ADD CONSTRAINT … UNIQUE USING INDEX.",
         checks::unique_constraint},
    Rule{"adding-exclusion-constraint", kPostgres, kWarning, true, "ADD EXCLUDE",
         "The index is built under an ACCESS EXCLUSIVE lock, which blocks all reads and writes.",
         "Add it while the table is small, or move the rows into a further table that has it.",
         checks::exclusion_constraint},
    Rule{"adding-foreign-key-constraint", kPostgres, kWarning, true,
         "ADD FOREIGN KEY without NOT VALID",
         "Every row is looked up while writes to both tables are blocked.",
         "Add it as NOT VALID, and VALIDATE CONSTRAINT in a later revision.", checks::foreign_key},
    Rule{"constraint-missing-not-valid", kPostgres, kWarning, true,
         "ADD CHECK without NOT VALID, or validated in the transaction that adds it",
         "Every row is read under a lock that blocks all reads and writes.",
         "Add it as NOT VALID, and VALIDATE CONSTRAINT in a later revision.",
         checks::missing_not_valid},
    Rule{"attaching-partition", kPostgres, kWarning, true, "ATTACH PARTITION of a table in use",
         "Every row of the partition is read under an ACCESS EXCLUSIVE lock on it, unless a CHECK "
         "says that they fit; a default partition is read too.",
         "Add and validate a CHECK like the partition's bounds first, and drop it behind.",
         checks::attach_partition},
    Rule{"require-concurrent-index-creation", kPostgres, kWarning, true,
         "CREATE INDEX without CONCURRENTLY",
         "Writes to the table are blocked while the index is built.",
         "CREATE INDEX CONCURRENTLY, in a revision marked \"-- migrate:up transaction:false\".",
         checks::index_creation},
    Rule{"require-concurrent-index-deletion", kPostgres, kNotice, true,
         "DROP INDEX without CONCURRENTLY",
         "An ACCESS EXCLUSIVE lock on the table is waited for, and all that come behind it wait "
         "too.",
         "DROP INDEX CONCURRENTLY, in a revision marked \"-- migrate:up transaction:false\".",
         checks::index_deletion},
    Rule{"require-concurrent-reindex", kPostgres, kWarning, true, "REINDEX without CONCURRENTLY",
         "Writes, and reads that use the index, are blocked while it is built.",
         "REINDEX … CONCURRENTLY, in a revision marked \"-- migrate:up transaction:false\".",
         checks::reindex},
    Rule{"require-concurrent-partition-detach", kPostgres, kWarning, true,
         "DETACH PARTITION without CONCURRENTLY",
         "An ACCESS EXCLUSIVE lock on the partitioned table blocks all reads and writes.",
         "DETACH PARTITION … CONCURRENTLY, in a revision marked \"-- migrate:up "
         "transaction:false\".",
         checks::partition_detach},
    Rule{"require-concurrent-refresh", kPostgres, kWarning, true,
         "REFRESH MATERIALIZED VIEW without CONCURRENTLY",
         "Reads of the view are blocked while it is filled.",
         "Give it a unique index and REFRESH MATERIALIZED VIEW CONCURRENTLY.", checks::refresh},
    Rule{"prefer-repack", kPostgres, kWarning, true, "VACUUM FULL and CLUSTER",
         "The table is written anew under an ACCESS EXCLUSIVE lock, which blocks all reads and "
         "writes.",
         "Use pg_repack or pg_squeeze.", checks::repack},
    Rule{"updating-every-row", kBoth, kWarning, true, "UPDATE and DELETE without WHERE",
         "Every row is changed in one transaction, and locked until it ends.",
         "Change the rows in batches, outside of the migration.", checks::every_row},
    Rule{"holding-exclusive-lock", kPostgres, kWarning, false,
         "A statement that can take long behind one that holds an ACCESS EXCLUSIVE lock",
         "An ACCESS EXCLUSIVE lock of an earlier statement lasts until the transaction ends, and "
         "this statement can take long.",
         "Put this statement into a revision of its own, and apply both with migrate_deploy.",
         checks::exclusive_lock_held},
    Rule{"several-exclusive-locks", kPostgres, kNotice, false,
         "ACCESS EXCLUSIVE locks on several tables in one transaction",
         "The transaction holds ACCESS EXCLUSIVE locks on several tables at once, and can deadlock "
         "with clients that use them in another order.",
         "One table for each revision, applied with migrate_deploy.",
         checks::several_exclusive_locks},
    Rule{"require-lock-timeout", kPostgres, kNotice, false,
         "A lock that keeps others from writing, without lock_timeout",
         "While the statement waits for its lock, writers that come behind it wait too; so do "
         "readers, if it is ACCESS EXCLUSIVE.",
         "SET lock_timeout in the session, or with SET LOCAL at the start of the script.",
         checks::lock_timeout},
    Rule{"require-statement-timeout", kPostgres, kNotice, false,
         "A lock that keeps others from writing, without statement_timeout",
         "Nothing ends the statement, which blocks others, if it takes longer than expected.",
         "SET statement_timeout in the session, before the upgrade is called.",
         checks::statement_timeout},

    // What will hurt later.
    Rule{"missing-foreign-key-index", kBoth, kWarning, false,
         "A foreign key whose columns no index starts with, counting those that the scripts make",
         "No index finds the rows that refer to a parent, so each DELETE or key UPDATE of the "
         "parent reads the whole table.",
         "Create an index on the referring columns.", checks::foreign_key_index},
    Rule{"accepts-invalid-index", kPostgres, kError, false,
         "CREATE INDEX IF NOT EXISTS where a build that failed has left an invalid index",
         "An index of that name is there but invalid: IF NOT EXISTS takes it for the index.",
         "DROP INDEX CONCURRENTLY first.", checks::invalid_index},
    Rule{"duplicate-index", kBoth, kNotice, false,
         "CREATE INDEX that is the same as an index that is there",
         "The table has such an index: each write pays for both.", "Leave it out.",
         checks::duplicate_index},
    Rule{"table-without-primary-key", kBoth, kNotice, false,
         "CREATE TABLE without a primary key, which no script adds either",
         "No key tells the rows apart, which who changes, refers to or replicates them needs.",
         "Add a primary key.", checks::no_primary_key},
    Rule{"ban-create-domain-with-constraint", kPostgres, kNotice, false,
         "CREATE DOMAIN with CHECK or NOT NULL",
         "A domain's constraint cannot be changed without reading every table that uses it.",
         "Put the CHECK on the columns.", checks::create_domain},
    Rule{"ban-alter-domain-with-add-constraint", kPostgres, kWarning, false,
         "ALTER DOMAIN … ADD CHECK or SET NOT NULL",
         "Every table that uses the domain is read, under a lock that blocks writes.",
         "Put the CHECK on the columns.", checks::alter_domain},
    Rule{"writable-schema", kSqlite, kError, false, "PRAGMA writable_schema",
         "A mistake in sqlite_schema makes the whole file unreadable.",
         "Use ALTER TABLE, which migrate completes by rebuilding the table.",
         checks::writable_schema},
    Rule{"identifier-too-long", kPostgres, kWarning, false, "A name of more than 63 bytes",
         "PostgreSQL cuts the name off at 63 bytes.", "Choose a shorter name.",
         checks::long_identifier},
    Rule{"require-enum-value-ordering", kPostgres, kNotice, false,
         "ALTER TYPE … ADD VALUE without BEFORE or AFTER",
         "The value is put behind all others, which decides how values compare.",
         "Say BEFORE or AFTER which value.", checks::enum_ordering},
    Rule{"require-table-schema", kPostgres, kNotice, false,
         "A table without its schema, where the search path has several schemas",
         "The search path of the session decides which table that is.", "Name the schema.",
         checks::table_schema},
    Rule{"prefer-robust-stmts", kPostgres, kNotice, false,
         "A statement that fails when it is run again, such as one without IF [NOT] EXISTS, in a "
         "script of several that is marked transaction:false",
         "If the script stops before the statement is recorded as done, running it again fails.",
         "Say IF NOT EXISTS, IF EXISTS or OR REPLACE, or give the statement a revision of its own.",
         checks::robust_statements},
    Rule{"ban-char-field", kPostgres, kNotice, false, "A column of type character(n)",
         "Values of type character(n) are padded with blanks, which take space and surprise.",
         "Use text.", checks::char_field},
    Rule{"prefer-text-field", kPostgres, kNotice, false, "A column of type varchar(n)",
         "A longer limit takes an ACCESS EXCLUSIVE lock, and a shorter one writes every row anew.",
         "Use text, with a CHECK of the length where there is a limit.", checks::text_field},
    Rule{"prefer-timestamptz", kPostgres, kNotice, false,
         "A column of type timestamp without time zone",
         "A timestamp without time zone is no moment: what it means depends on who reads it.",
         "Use timestamptz.", checks::timestamptz},
    Rule{"prefer-bigint-over-int", kPostgres, kNotice, false, "A column of type integer or serial",
         "The values end at 2147483647, and a wider type needs every row written anew.",
         "Use bigint.", checks::bigint_over_int},
    Rule{"prefer-bigint-over-smallint", kPostgres, kNotice, false,
         "A column of type smallint or smallserial",
         "The values end at 32767, and a wider type needs every row written anew.", "Use bigint.",
         checks::bigint_over_smallint},
    Rule{"prefer-identity", kPostgres, kNotice, false, "A serial column",
         "The sequence of a serial column has rights and dependencies of its own.",
         "Use GENERATED BY DEFAULT AS IDENTITY.", checks::identity},
};

}  // namespace

std::string_view severity_name(Severity severity) {
  switch (severity) {
    case kNotice:
      return "notice";
    case kWarning:
      return "warning";
    case kError:
      return "error";
  }
  return {};
}

std::span<const Rule> rules() { return kRules; }

const Rule* find_rule(std::string_view name) {
  for (const Rule& rule : kRules) {
    if (rule.name == name) return &rule;
  }
  return nullptr;
}

std::vector<std::string> rule_names() {
  std::vector<std::string> names;
  names.reserve(kRules.size());
  for (const Rule& rule : kRules) names.emplace_back(rule.name);
  return names;
}

}  // namespace migrate::lint
