// Runs statements of a script that alter tables: SQLite's own as they are, PostgreSQL's by what
// SQLite has, or by a rebuild.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.h"
#include "schema/sqlite/alter_text.h"
#include "script/splitter.h"

namespace migrate::sqlite {

/// How many statements from the first on alter one and the same table, so that they can share a
/// rebuild; 0 where the first is no ALTER TABLE, ALTER INDEX or ALTER TRIGGER.
std::size_t alterations_at_start(std::span<const Statement> statements);

class Alterations {
 public:
  /// `statements`: as many as alterations_at_start says; they outlive this. `may_edit_schema`:
  /// asked before a rebuild, see rebuild_table.
  Alterations(Database& database, std::span<const Statement> statements,
              std::function<bool()> may_edit_schema = {});

  /// Each action is handed to SQLite first and taken over where SQLite refuses it; from there on
  /// actions are put off into one rebuild.
  /// Errors: those of rebuild_table; SQLite's for what neither knows.
  /// REQUIRES: inside in_script.
  void run();

  /// The statements to which an error of run belongs: one, or those that share a rebuild.
  std::span<const Statement> running() const { return statements_.subspan(first_, count_); }

 private:
  struct Step {
    std::size_t statement;
    Action action;
  };

  void read();
  void run_step(std::size_t index);
  void rename_table(const Step& step);
  void rebuild();
  std::string native_text(const Step& step) const;
  bool becomes_key(std::size_t index) const;
  bool is_better_put_off(std::size_t index) const;
  bool fills_with_other_type(const Step& step) const;
  bool needs_what_was_put_off(std::size_t statement) const;
  bool takes_other_values(const Action& action) const;
  bool shows_other_values(std::string_view column) const;
  std::string statement_of_table() const;
  bool reads_generated_column(std::string_view expression) const;
  bool loses_any_of_strict(std::string_view column) const;
  bool must_come_behind_what_was_put_off(const Action& action) const;
  void blame(std::size_t first, std::size_t last);

  Database& database_;
  std::span<const Statement> statements_;
  std::function<bool()> may_edit_schema_;
  std::vector<AlterTable> alters_;  // one for each statement
  std::vector<Step> steps_;
  std::vector<Step> put_off_;
  std::size_t first_ = 0;
  std::size_t count_ = 1;
};

}  // namespace migrate::sqlite
