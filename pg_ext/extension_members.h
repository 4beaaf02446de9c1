// The objects that extensions have in schemas, and their way through the scratch area.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "catalog_access.h"

namespace migrate {

/// What extensions have in a schema is never lost: where a statement creates or drops the schema,
/// it moves. `schema`, `from` and `to` are oids as text; `name` is a schema's plain name.
class ExtensionMembers {
 public:
  /// `catalogs` outlives this object.
  explicit ExtensionMembers(const CatalogAccess& catalogs) : catalogs_(catalogs) {}

  /// For a schema that has been set aside: makes a stand-in of the old name, with the old owner and
  /// privileges, and moves into it what extensions have there. Does nothing where that is nothing.
  void stand_in(const std::string& schema, const std::string& name);
  /// For the same: makes the stand-in whatever is in the schema, and a schema of the text.
  /// `privileges` are those that the schema had.
  void offer(const std::string& schema, const std::string& name, const Value& privileges);
  /// Moves what extensions have in `from`. Where the caller may not use `from`, only what is said
  /// of an extension's schema changes: the objects stay out of reach.
  void move_all(const std::string& from, const std::string& to, bool may_use);
  /// Moves one extension with its objects.
  void move_extension(const std::string& extension, const std::string& from, const std::string& to);

  /// Around CREATE SCHEMA, which takes the place of a stand-in.
  void before_create(const std::string& name);
  void after_create(const std::string& name);
  /// Before DROP SCHEMA: the objects wait for the next CREATE SCHEMA of that name.
  void before_drop(const std::string& name);

  /// A stand-in that no statement has used is no schema of the text: for readers it belongs to an
  /// extension. Used: it has objects of users, or one of `named`, oids of extensions, is in it.
  void hide_stand_ins(const std::vector<std::string>& named);
  void show_stand_ins();

 private:
  // Oids as `{1,2,3}`, for each catalog.
  using Objects = std::map<std::string, std::string>;

  std::map<std::string, Objects> read(const Value& extension) const;
  const std::map<std::string, Objects>& by_schema();
  std::string resting_schemas() const;
  void move(const Objects& objects, const std::string& from, const std::string& to);
  std::string copy_schema(const std::string& original, const Value& name);

  const CatalogAccess& catalogs_;
  std::map<std::string, Objects> by_schema_;    // of all extensions; empty: to be read
  std::map<std::string, std::string> resting_;  // name to the schema that its objects are in
  std::set<std::string> offered_;               // oids of stand-ins that readers see
  Value displaced_;                             // the stand-in of the schema that is being created
};

/// `{1,2,3}`
std::string oid_array(const std::vector<std::string>& oids);

/// An SQL condition: the schema whose oid `schema` gives has objects of users.
std::string has_users_objects(std::string_view schema);

/// Nothing where there is none.
Value schema_oid(const CatalogAccess& catalogs, const std::string& name);

}  // namespace migrate
