// GRANT and REVOKE that lead from one set of privileges to another.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schema/kind.h"

namespace migrate {

/// What a grantee may do: items like `SELECT` and `SELECT (name)`, those that may be handed on
/// included, and these alone.
struct Privileges {
  std::vector<std::string> held;
  std::vector<std::string> grantable;
};

Privileges privileges(const Value& held, const Value& grantable);

/// Statements that begin with `prefix` ("", `ALTER DEFAULT PRIVILEGES FOR ROLE r `) and name `on`
/// (`TABLE public.t`) and `grantee`. `all` is what ALL means there.
void change_privileges(std::string_view prefix, std::string_view on, std::string_view grantee,
                       const std::vector<std::string>& all, const Privileges& from,
                       const Privileges& to, Statements& out);

}  // namespace migrate
