// One value of a row as text in PostgreSQL's memory. For code inside pg_call.
#pragma once

#include <cstddef>
#include <cstring>

extern "C" {
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
}

namespace migrate {

// How one column becomes text; plain data.
struct ColumnReader {
  Oid type;
  FmgrInfo output;
};

// The text of one value in PostgreSQL's memory; data is nullptr for NULL.
struct Cell {
  const char* data;
  std::size_t size;
};

inline Cell read_cell(ColumnReader& reader, Datum value) {
  switch (reader.type) {
    case TEXTOID:
    case VARCHAROID: {
      const text* packed = DatumGetTextPP(value);
      return {VARDATA_ANY(packed), static_cast<std::size_t>(VARSIZE_ANY_EXHDR(packed))};
    }
    case BOOLOID:
      return DatumGetBool(value) ? Cell{"true", 4} : Cell{"false", 5};
    default: {
      const char* output = OutputFunctionCall(&reader.output, value);
      return {output, strlen(output)};
    }
  }
}

inline ColumnReader make_reader(Oid type, MemoryContext memory) {
  ColumnReader reader = {};
  reader.type = type;
  Oid output;
  bool is_variable_length;
  getTypeOutputInfo(type, &output, &is_variable_length);
  fmgr_info_cxt(output, &reader.output, memory);
  return reader;
}

}  // namespace migrate
