#include "migrate/revision_hash.h"

#include <cassert>
#include <string_view>

#include "text.h"

namespace migrate {
namespace {

void add(std::string& input, std::string_view value) {
  input += cat(std::to_string(value.size()), ":", value, ",");
}

void add_count(std::string& input, std::size_t count) { add(input, std::to_string(count)); }

void add_revisions(std::string& input, const std::vector<std::string>& names,
                   const std::vector<std::string>& hashes) {
  assert(names.size() == hashes.size());
  add_count(input, names.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    add(input, names[i]);
    add(input, hashes[i]);
  }
}

// By its hash, so that the whole input stays small however long the scripts are.
void add_section(Database& database, std::string& input, const Section& section) {
  add(input, database.sha256(section.sql));
  add(input, section.transactional ? "true" : "false");
}

}  // namespace

std::string revision_hash(Database& database, const Script& script,
                          const std::vector<std::string>& down_hashes,
                          const std::vector<std::string>& dependency_hashes) {
  const Revision& revision = script.revision;
  std::string input;
  add(input, "migrate revision 1");
  add(input, revision.id);
  add_revisions(input, revision.down_revisions, down_hashes);
  add_revisions(input, revision.depends_on, dependency_hashes);
  add_count(input, revision.branch_labels.size());
  for (const std::string& label : revision.branch_labels) add(input, label);
  add(input, revision.message);
  add(input, script.create_date);
  add_section(database, input, script.upgrade);
  if (script.downgrade) {
    add_section(database, input, *script.downgrade);
  } else {
    add(input, "none");
  }
  return database.sha256(input);
}

}  // namespace migrate
