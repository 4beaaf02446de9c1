// What a rule sees of one statement, and where it says what it has found.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "lint/rule.h"
#include "lint/script_view.h"
#include "lint/world.h"

namespace migrate::lint {

struct Finding {
  const Rule* rule = nullptr;
  Severity severity = Severity::kNotice;
  std::string why;
};

class Judge {
 public:
  /// At a statement of the script in that place.
  Judge(const std::vector<ScriptView>& scripts, std::size_t place, std::size_t index,
        const World& world)
      : scripts_(scripts), place_(place), script_(scripts[place]), index_(index), world_(world) {}

  const ScriptView& script() const { return script_; }
  std::size_t index() const { return index_; }
  const ScriptStatement& statement() const { return script_.statements[index_]; }
  const StatementFacts& facts() const { return statement().facts; }
  const World& world() const { return world_; }
  Catalog& catalog() const { return world_.catalog(); }

  /// What the statement is about first. REQUIRES: facts().names is not empty.
  Relation subject() const { return world_.find(facts().names.front()); }

  /// In that of the upgrade, or in one that the script has begun.
  bool is_in_transaction() const { return script_.is_transactional || has_begun(); }
  /// The script has begun a transaction and not ended it.
  bool has_begun() const;

  /// Whether that is so of this statement or a later one, those of later scripts included.
  bool is_or_comes(const std::function<bool(const StatementFacts&)>& test) const;

  /// A later statement of the script makes a table or view of that name, so that clients find one.
  bool is_made_again(const QualifiedName& name) const;
  /// So does a later one, or this one itself, with a column of the table that it is about.
  bool is_column_made_again(const std::string& column) const;

  /// Made by the scripts, up to and with this statement.
  bool is_made_column(const Relation& table, const std::string& column) const;

  /// Each action of an ALTER TABLE.
  void for_each_action(ActionFacts::Kind kind,
                       const std::function<void(const ActionFacts&)>& visit) const;

  /// `Table "public.t" has about 1200000 rows in 90 MB.`; empty where that is not known.
  static std::string size_of(const Relation& table);
  /// How much a lock, a scan or a rewrite of the table matters: kNotice for a small one.
  static Severity severity_for(const Relation& table);

  /// The rule's own severity and reason, with sentences that the check adds.
  void report(std::string_view added = {});
  void report(Severity severity, std::string_view added = {});
  /// As it matters on that table, with its size.
  void report_by_size(const Relation& table, std::string_view added = {});

  std::vector<Finding> run(const Rule& rule);

 private:
  const std::vector<ScriptView>& scripts_;
  std::size_t place_;
  const ScriptView& script_;
  std::size_t index_;
  const World& world_;
  const Rule* rule_ = nullptr;
  std::vector<Finding> findings_;
};

/// `"public.t"` in a message: schema and name in double quotes as one.
std::string quoted_name(const QualifiedName& name);

}  // namespace migrate::lint
