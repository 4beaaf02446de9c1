// What the kinds of types share.
#pragma once

#include <cstddef>
#include <string>

#include "schema/kind.h"

namespace migrate {

/// Where a type that is moved aside goes: a name that neither model has in its schema.
struct AsideName {
  std::string name;     // quoted as needed
  std::string address;  // with the schema
};

/// `public.status` -> `status__replaced`, `public.status__replaced`.
AsideName aside_name(const Alteration& change);
/// The same for another name in the same schema, `plain` being that of `address`.
AsideName aside_name(const Alteration& change, const std::string& plain,
                     const std::string& address);

/// Renames the old type, drops it in the end.
void move_type_aside(const Alteration& change, Swap& out);

/// Whether rows hold values of the type, alone or inside other values.
bool is_stored(const Model& model, std::size_t type);
/// Whether rows hold values of the type inside others: of an array, a composite or a range type.
bool is_stored_inside(const Model& model, std::size_t type);

/// `ALTER TYPE public.t RENAME TO`, for Kind::rename.
std::string rename_type(const Object& object, const Model&, std::string_view to);

}  // namespace migrate
