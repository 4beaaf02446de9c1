// The schema as migrations have left it, kept with the database: what differs from it has been
// changed by other means.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.h"
#include "schema/model.h"

namespace migrate {

/// The live schema as it is recorded: all that users have made, owners and privileges too, without
/// what only some may read (connection strings, passwords of user mappings). Leaves no lock, and
/// waits a second for one at most.
Model read_for_record(Database& database);

/// SHA-256 of what is compared of a model, without owners and privileges; the same for every
/// database with these objects, in whatever order they were made.
std::string schema_hash(Database& database, const Model& model);

struct SchemaRecord {
  /// What was applied when it was made, sorted. Where that is not what is applied, revisions have
  /// come without being recorded (a script without the extension), and nothing can be told.
  std::vector<std::string> version_rows;
  std::string hash;         // empty: there is no schema yet, SchemaWatch::owe
  std::string reading_key;  // the server and extensions that the reading is of
  Value recorded_by;        // nothing: not known

  bool is_owed() const { return hash.empty(); }
  bool is_of(const std::vector<std::string>& applied) const {
    return !is_owed() && version_rows == applied;
  }
};

/// Without the schema itself, which is large. Nothing where none is kept.
std::optional<SchemaRecord> load_record(Database& database);

/// The recorded schema in the words of this server, given `live` to compare: read again in a
/// scratch area where it was recorded by another server and differs. Nothing where another release
/// of migrate has recorded it in a way that cannot be read. Errors: kWrongState where it cannot be
/// read again. REQUIRES: there is a record.
std::optional<Model> load_recorded(Database& database, const SchemaRecord& record,
                                   const Model& live);

/// Replaces the record. REQUIRES: inside in_transaction with the tables in place.
void store_record(Database& database, const Model& model,
                  const std::vector<std::string>& version_rows);

/// True where the live schema is surely the recorded one, told by hashes; false where more has to
/// be looked at.
bool is_surely_recorded(Database& database, const SchemaRecord& record);

/// Stands around scripts and records what they have made of the schema. What had been changed by
/// other means before stays a difference. What other sessions change meanwhile counts as theirs.
/// On a server that others work on, a schema that cannot be read (a lock, something dropped
/// meanwhile, missing rights) is no error but a notice: then there is no record until the next
/// time.
class SchemaWatch {
 public:
  /// Before the scripts. REQUIRES: under the migration lock; so for keep.
  SchemaWatch(Database& database, const std::vector<std::string>& version_rows);

  /// In the transaction of the last script, where `keep` comes in a later one: says that the record
  /// of these revisions is still to be made, so that it is not lost where the caller is killed
  /// between the two. Not where something had been changed by other means, as a later reading
  /// could not tell that from what the scripts have made.
  void owe(const std::vector<std::string>& version_rows);

  /// Behind them, with the version rows as they are now.
  void keep(const std::vector<std::string>& version_rows);

 private:
  struct Drifted {
    Model recorded;
    Model live;
  };
  void look_for_drift(const std::vector<std::string>& version_rows);

  Database& database_;
  bool is_on_;
  std::optional<Drifted> before_;  // where the two differ
};

/// Makes the record that SchemaWatch::owe has left to be made, where the revisions are still the
/// same. A record that is there is never replaced: that would accept whatever has been changed
/// since. What is no error in SchemaWatch is none here.
void make_owed_record(Database& database);

/// Records the schema as it is. Result: whether it was recorded otherwise before.
bool accept_schema(Database& database, const std::vector<std::string>& version_rows);

}  // namespace migrate
