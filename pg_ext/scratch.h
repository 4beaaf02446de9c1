// The area that a schema's text is run in: this database with all that users have made out of the
// way, by changes of catalog rows alone, inside a subtransaction that is rolled back.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "catalog_access.h"
#include "extension_members.h"
#include "model_statement.h"

namespace migrate {

class Scratch {
 public:
  explicit Scratch(CatalogAccess catalogs) : catalogs_(std::move(catalogs)), members_(catalogs_) {}
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  /// Sets everything aside and makes schema public. REQUIRES: inside the subtransaction.
  void set_up();

  /// A schema that was set aside is there again, empty, until a statement makes it.
  void offer_schema(const std::string& name);

  /// Does what `statement` asks for without running it. Result: false where it must be run.
  /// Errors: kNotSupported for an extension that cannot become what the statement wants.
  bool take_as_done(const ModelStatement& statement);
  /// Around the run of a statement.
  void before(const ModelStatement& statement);
  void after(const ModelStatement& statement);

  /// Before the catalogs are read, and before statements are run again: while they run, event
  /// triggers sleep, and who calls may use schema public.
  void show_to_readers();
  void show_to_statements();

  /// Names of the extensions that the statements have asked for, sorted.
  std::vector<std::string> model_extensions();

 private:
  void set_aside_database_wide();
  void set_aside_temporary();
  void set_aside_schemas();
  std::string create_public();
  void lend();
  bool create_schema(const ModelStatement& statement);
  void change_extensions(const ModelStatement& statement);
  void move_extension(const std::string& name, const std::string& schema);
  void set_version(const std::string& name, const Value& version);
  void comment_on(const std::string& catalog, const Value& oid, const Value& comment);
  bool all_were_there(const std::vector<std::string>& extensions) const;

  const CatalogAccess catalogs_;
  ExtensionMembers members_;
  std::map<std::string, std::string> extensions_;  // that were there before: name to oid
  std::map<std::string, std::pair<std::string, Value>> set_aside_;  // schemas: oid, privileges
  std::set<std::string> named_;                                     // that the text has asked for
  bool shows_to_statements_ = false;
  Value lent_;  // a privilege on schema public, as an aclitem
  std::map<std::string, std::string> event_triggers_;  // the text's: oid to evtenabled
};

}  // namespace migrate
