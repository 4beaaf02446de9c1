// The hash that makes a history one whole: it covers a revision's script and, by their hashes, all
// the revisions that it stands on.
#pragma once

#include <string>
#include <vector>

#include "db/database.h"
#include "script/script.h"

namespace migrate {

/// 64 lower-case hexadecimal digits, the same on every database: SHA-256 of a row of netstrings
/// (length in bytes, ":", the bytes, ","), which no two different scripts share:
///
///     migrate revision 1
///     id
///     number of down_revisions, then for each, as declared: its id, its hash
///     number of depends_on, then for each, as declared: the id or label, the revision's hash
///     number of branch labels, then each, as declared
///     message
///     create date
///     SHA-256 of the upgrade script, "true" or "false" (runs in a transaction)
///     SHA-256 of the downgrade script, "true" or "false"; where there is none, "none" alone
///
/// So equal hashes mean that migrate_export gives equal texts for the revision and all its
/// ancestors. Who stored, approved or applied it, and when, is not part of it.
/// REQUIRES: one hash for each of the script's down_revisions and depends_on, in their order.
std::string revision_hash(Database& database, const Script& script,
                          const std::vector<std::string>& down_hashes,
                          const std::vector<std::string>& dependency_hashes);

}  // namespace migrate
