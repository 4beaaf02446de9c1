// What SQLite makes of a declared type.
#pragma once

#include <string_view>

namespace migrate::sqlite {

enum class Affinity { kInteger, kText, kBlob, kReal, kNumeric };

/// Of a column whose table is not STRICT.
///   `varchar(20)` -> kText, `numeric(10,2)` -> kNumeric, `` -> kBlob
/// Source: sqlite.org/datatype3.html, 3.1.
Affinity affinity_of(std::string_view type);

}  // namespace migrate::sqlite
