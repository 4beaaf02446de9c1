// What a kind of object must provide: how to read it, and the statements that make, change and drop
// it. Each kind is one file in kinds/ and one row in kinds.cpp; nothing else knows a kind's name.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "schema/hazard.h"
#include "schema/model.h"
#include "schema/object.h"

namespace migrate::sqlite {
struct SchemaEntry;
class Reading;
}  // namespace migrate::sqlite

namespace migrate {

/// One object on both sides of a difference.
struct Alteration {
  const Object& from;
  const Object& to;
  const Model& from_model;
  const Model& to_model;
};

/// A statement without its semicolon, with what it may do to a running service.
struct DdlStatement {
  std::string sql;
  std::vector<Hazard> hazards;
  std::string note = {};  // a sentence for whoever reviews the script
};

class Statements {
 public:
  void add(std::string sql, std::vector<Hazard> hazards = {}) {
    list_.push_back({std::move(sql), std::move(hazards)});
  }
  const std::vector<DdlStatement>& list() const { return list_; }

 private:
  std::vector<DdlStatement> list_;
};

/// How a replaced type leaves its name to the one that takes its place, while columns still use it;
/// or how a replaced table's rows get into its successor.
struct Swap {
  Statements move;    // before the creation: gives the name free, copies the rows
  Statements bridge;  // behind the creation: what leads values over, where text does not; the rows
  Statements drop;    // once nothing uses it any more
};

/// How an object comes into being. Alone, its statement is before + clause + after; inside the
/// statement that creates its parent it is only the clause. Without a clause it never folds.
struct Creation {
  std::string before;
  std::string clause;
  std::string after;
  bool has_elements =
      false;         // children stand in parentheses behind the clause, even if there is none
  int position = 0;  // among its siblings of the same kind
  bool takes_suffixes = false;          // children may be appended to the clause
  std::vector<Hazard> hazards;          // of the statement that stands alone, or of what it adds
  std::vector<DdlStatement> alone;      // what it is alone, where that is said in another way
  std::vector<DdlStatement> following;  // further statements, which never fold
};

/// How a creation can become a part of its parent's.
enum class Folding {
  kNever,
  kElement,  // an element of the parent's list in parentheses: a column, a constraint
  kSuffix,   // appended to the parent's own clause: a column's default
};

/// What a changed attribute asks for.
enum class Action {
  kAlter,      // `alter` makes the statements
  kOverwrite,  // the statement that creates the object also changes it (CREATE OR REPLACE); used
               // once, however many such attributes differ
  kReplace,    // drop and create; dependents are rebuilt around it
  kIgnore,     // not compared: used by `create` only
};

/// When two values of an attribute are the same.
enum class Comparison {
  kText,
  kSql,  // deparsed SQL: by what it means, not by its spelling
  kSet,  // a list (kListSeparator) in any order
};

struct Attribute {
  std::string_view name;  // of a column of the kind's queries
  Action action = Action::kReplace;
  void (*alter)(const Alteration&, Statements&) = nullptr;
  /// Where given and false, the change is a replacement after all.
  bool (*possible)(const Alteration&) = nullptr;
  /// The statements are refused while some dependents exist (Kind::blocks_change): those are
  /// dropped before and created again after.
  bool disturbs_dependents = false;
  Comparison comparison = Comparison::kText;
};

constexpr Attribute sql_text(Attribute attribute) {
  attribute.comparison = Comparison::kSql;
  return attribute;
}

constexpr Attribute any_order(Attribute attribute) {
  attribute.comparison = Comparison::kSet;
  return attribute;
}

/// What happens to an object when something that it refers to is replaced.
enum class Rebuild {
  kRecreate,  // dropped before, created after
  kSwap,      // a type: the old one moves aside, the columns are converted, then it is dropped
  kConvert,   // holds data of that type: converted to the new one in place
  kParent,    // its parent is rebuilt
  kRefuse,    // nothing can be done but carry its rows over; else an error
};

struct Kind {
  std::string_view name = {};     // as users read it: "materialized view"
  std::string_view keyword = {};  // COMMENT ON keyword address, DROP keyword address

  /// The query that finds its objects on PostgreSQL; empty: none there. $1: the oids of the schemas
  /// to read, as an array. First columns: class, object, sub (the Address; NULL: it has none),
  /// parent_class, parent_object, parent_sub (NULL: no parent), schema, name, address (NULL: the
  /// parent's). The others are the attributes, named and in order.
  std::string_view postgres = {};
  /// Without this word among those of CatalogQueries::present the query finds nothing and is not
  /// run; empty: it always is.
  std::string_view postgres_if = {};
  int postgres_since = 0;  // the first server_version_num that knows the kind
  /// Further catalog entries that stand for the object: class, object, sub, and the object's own
  /// class, object, sub. May be empty.
  std::string_view postgres_aliases = {};
  /// Dependencies of its objects that the catalogs don't record: dependent's and referenced class,
  /// object, sub, and where it isn't 'n' the type: as in pg_depend, 'f' (Edge::follows) or 'w'
  /// (Edge::waits).
  std::string_view postgres_edges = {};
  /// As postgres_if, for the edges of a kind that is always there. Where no object of the kind is
  /// found they are not asked for either.
  std::string_view postgres_edges_if = {};

  /// Finds its objects in an entry of SQLite's schema; null: none there.
  void (*read)(const sqlite::SchemaEntry&, sqlite::Reading&) = nullptr;

  std::span<const Attribute> attributes = {};

  void (*create)(const Object&, const Model&, Creation&) = nullptr;
  /// What an object that comes by itself (`implied`) lacks then, as Creation::following.
  void (*complete)(const Object&, const Model&, Creation&) = nullptr;
  /// Empty: DROP keyword address.
  void (*drop)(const Object&, const Model&, Statements&) = nullptr;
  /// Converts to a replaced type; for Rebuild::kConvert.
  void (*convert)(const Alteration&, Statements&) = nullptr;
  /// Of the old object's kind, for Rebuild::kSwap; types and collations have it.
  void (*move_aside)(const Alteration&, Swap&) = nullptr;
  /// Keeps the rows of an object that is replaced: a copy of them, what puts them back into the
  /// object's successor, and the drop of the copy. No statements: it has no rows to keep.
  void (*carry)(const Alteration&, Swap&) = nullptr;
  /// True where an `owned` object is replaced along with what it belongs to.
  bool (*replaced_with)(const Object& dependent, const Object& referenced, const Model& from,
                        const Model& to) = nullptr;
  /// True where the change comes by itself with the parent's or another object's: a partition's
  /// columns. `from` or `to` is null for a creation or a drop.
  bool (*implied)(const Object* from, const Object* to, const Model* from_model,
                  const Model* to_model) = nullptr;
  /// False where `dependent` outlives the drop of `referenced`, with which it would die otherwise:
  /// a partition's index, when the partition is detached before.
  bool (*dies)(const Object& dependent, const Object& referenced, const Model& from,
               const Model& to) = nullptr;
  /// The statement that gives an object another name, `to` being quoted as needed; empty: it cannot
  /// be renamed.
  std::string (*rename)(const Object& object, const Model&, std::string_view to) = nullptr;
  /// The same for a part of it that is no object of its own, an enum's value; both plain. Empty
  /// text where the object has no such part.
  std::string (*rename_part)(const Object& object, std::string_view from,
                             std::string_view to) = nullptr;
  /// What makes two objects the same but for their names; an object that is dropped while its like
  /// is created is renamed instead. Empty text: it has no like.
  std::string (*likeness)(const Object&, const Model&) = nullptr;

  Folding folding = Folding::kNever;
  Rebuild rebuild = Rebuild::kRecreate;
  /// Where given, decides instead of `rebuild`.
  Rebuild (*rebuild_of)(const Object&) = nullptr;
  /// Refuses changes of what it refers to that `disturbs_dependents`.
  bool blocks_change = false;
  /// Where given, decides instead of `blocks_change`.
  bool (*blocks)(const Object& dependent, const Alteration& change) = nullptr;
  /// Its parent is made after what it refers to, so that they are made in one statement.
  bool (*embedded)(const Object&) = nullptr;
  /// Changes of what belongs to one object stand together, where their order allows it: the
  /// database makes them in one go.
  bool gathered = false;
  /// True where a change of it needs a part that is gathered with it: the change comes behind the
  /// part's creation or change, and before its drop (`to` is null).
  bool (*needs_part)(const Alteration& whole, const Object* from, const Object* to) = nullptr;
  /// Its drop deletes rows.
  bool holds_data = false;
  /// Gives what it refers to a place for its rows: they are put back behind it.
  bool places_rows = false;
  /// True where it looks at the rows of what it refers to, or acts when they change: it is made
  /// once they are back.
  bool (*minds_rows)(const Object&) = nullptr;
  /// Uses more than the database knows: its body is a text.
  bool hides_references = false;
  /// Making or changing it runs the functions that it uses, on rows that are there.
  bool evaluates = false;
  /// A statement that a script which creates or changes objects of the kind starts with.
  std::string_view preamble = {};
  /// Compared only where a setting asks for it.
  bool optional = false;
  /// Belongs to the database, not to a schema.
  bool database_wide = false;
  /// Only some may read all of it (passwords, connection strings): it is in no record.
  bool is_secret = false;
  /// Its automatic dependencies are ownership alone: it dies with them, but can exist before them.
  bool owned = false;
  /// Its names share one space with other kinds that have the same word here: "relation".
  std::string_view name_space = {};
  /// Where given: the address that is taken in that space, of an index or a sequence that belongs
  /// to the object; empty for none.
  std::string (*taken_name)(const Object&) = nullptr;
  /// Where nothing else decides: the lower, the earlier it is created and the later it is dropped.
  int weight = 100;
};

/// All kinds that a database has, parents before their children.
std::span<const Kind* const> kinds(const Dialect& dialect);
/// nullptr where there is none of that name.
const Kind* find_kind(const Dialect& dialect, std::string_view name);

}  // namespace migrate
