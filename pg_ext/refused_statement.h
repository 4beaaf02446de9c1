// Statements that a schema's text cannot have.
#pragma once

#include <string_view>

struct Node;

namespace migrate {

enum class Refusal {
  kNone,
  kWholeServer,   // changes what all databases share
  kTransaction,   // would end the scratch area
  kRows,          // COPY
  kMaintenance,   // locks tables, makes no object
  kSession,       // outlives a rollback
  kManyObjects,   // would reach set-aside tables
  kMembership,    // would let set-aside tables lose columns
  kSubscription,  // would connect to another server
};

/// For a parse tree; calls PostgreSQL.
Refusal refusal_of(Node* statement);

/// What a refused statement's command tag does not say, or nullptr: "ON DATABASE" of COMMENT ON
/// DATABASE.
const char* refused_form(const Node* statement);

/// What to do about it.
std::string_view refusal_hint(Refusal refusal);

}  // namespace migrate
