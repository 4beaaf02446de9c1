// Reads the elements of a CREATE TABLE statement, whose tokens are normal, and says each one as it
// would stand at the table.
#include <algorithm>
#include <array>
#include <stdexcept>

#include "random_model/schema_facts.h"

namespace migrate::test {
namespace {

using Tokens = std::vector<std::string>;

class Reader {
 public:
  explicit Reader(const std::string& sql) : tokens_(sql_tokens(sql)) {}

  std::vector<std::string> run() {
    while (now() != "(") ++at_;
    do {
      ++at_;
      if (is_any("constraint", "primary", "unique", "check", "foreign")) {
        table_constraint();
      } else {
        column();
      }
    } while (now() == ",");
    if (now() != ")") throw std::runtime_error("cannot read at " + now());
    std::sort(facts_.begin(), facts_.end());
    return facts_;
  }

 private:
  const std::string& now(std::size_t ahead = 0) const {
    static const std::string nothing;
    return at_ + ahead < tokens_.size() ? tokens_[at_ + ahead] : nothing;
  }
  template <typename... Words>
  bool is_any(const Words&... words) const {
    return ((now() == words) || ...);
  }
  bool is_at_end() const { return at_ >= tokens_.size() || is_any(",", ")"); }

  std::string take() {
    std::string token = now();
    ++at_;
    return token;
  }
  bool accept(const char* word) {
    if (now() != word) return false;
    ++at_;
    return true;
  }

  // `( … )`, without ASC
  std::string group() {
    std::string text;
    int depth = 0;
    do {
      depth += now() == "(" ? 1 : (now() == ")" ? -1 : 0);
      const bool is_order = depth == 1 && now() == "asc";
      if (!is_order) text += (text.empty() ? "" : " ") + now();
      ++at_;
    } while (depth > 0 && at_ < tokens_.size());
    return text;
  }

  std::string conflict() {
    if (!(now() == "on" && now(1) == "conflict")) return "";
    at_ += 2;
    return " on conflict " + take();
  }

  std::string name() {
    std::string result;
    while (accept("constraint")) result = take();
    return result.empty() ? "" : "constraint " + result + " ";
  }

  // REFERENCES and what follows, actions in one order
  std::string references() {
    std::string text = " references " + take();
    if (now() == "(") text += " " + group();
    std::string on_delete;
    std::string on_update;
    std::string deferral;
    for (;;) {
      if (now() == "on" && now(1) != "conflict") {
        std::string& action = now(1) == "delete" ? on_delete : on_update;
        at_ += 2;
        action = take();
        if (action == "set" || action == "no") action += " " + take();
      } else if (accept("deferrable")) {
        deferral.clear();
        if (accept("initially") && take() == "deferred") deferral = " deferred";
      } else {
        break;
      }
    }
    if (!on_delete.empty() && on_delete != "no action") text += " on delete " + on_delete;
    if (!on_update.empty() && on_update != "no action") text += " on update " + on_update;
    return text + deferral;
  }

  void add(const std::string& fact) { facts_.push_back(fact); }

  void table_constraint() {
    const std::string prefix = name();
    if (accept("primary")) {
      ++at_;
      const std::string columns = group();
      add(prefix + "primary key " + columns + conflict());
    } else if (accept("unique")) {
      const std::string columns = group();
      add(prefix + "unique " + columns + conflict());
    } else if (accept("check")) {
      add(prefix + "check " + group());
    } else {
      at_ += 2;
      const std::string columns = group();
      ++at_;
      add(prefix + "foreign key " + columns + references());
    }
  }

  void column() {
    const std::string column = take();
    std::string type;
    while (!is_at_end() && !is_any("constraint", "primary", "not", "null", "unique", "check",
                                   "default", "references", "collate", "generated", "as")) {
      type += now() == "(" ? group() : take();
    }
    add("column " + column + " type " + type);
    while (!is_at_end()) clause(column);
  }

  void clause(const std::string& column) {
    const std::string prefix = name();
    const std::string of = "column " + column + " ";
    if (accept("primary")) {
      ++at_;
      const std::string order = accept("desc") ? " desc" : (accept("asc") ? "" : "");
      const std::string behind = conflict();
      const std::string mark = accept("autoincrement") ? " autoincrement" : "";
      add(prefix + "primary key ( " + column + order + mark + " )" + behind);
    } else if (accept("unique")) {
      add(prefix + "unique ( " + column + " )" + conflict());
    } else if (accept("check")) {
      add(prefix + "check " + group());
    } else if (accept("references")) {
      add(prefix + "foreign key ( " + column + " )" + references());
    } else if (accept("not")) {
      ++at_;
      const std::string behind = conflict();
      add(prefix + of + "not null" + (behind == " on conflict abort" ? "" : behind));
    } else if (accept("default")) {
      std::string value = is_any("-", "+") ? take() : "";
      value += now() == "(" ? group() : take();
      add(prefix + of + "default " + value);
    } else if (accept("collate")) {
      const std::string collation = take();
      if (collation != "binary") add(prefix + of + "collate " + collation);
    } else if (is_any("generated", "as")) {
      if (accept("generated")) ++at_;
      ++at_;
      const std::string expression = group();
      const bool is_stored = accept("stored");
      if (!is_stored) accept("virtual");
      add(prefix + of + "as " + expression + (is_stored ? " stored" : ""));
    } else {
      throw std::runtime_error("cannot read at " + now());
    }
  }

  Tokens tokens_;
  std::size_t at_ = 0;
  std::vector<std::string> facts_;
};

}  // namespace

std::vector<std::string> table_facts(const std::string& sql) { return Reader(sql).run(); }

}  // namespace migrate::test
