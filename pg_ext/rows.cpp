#include "rows.h"

#include <span>
#include <vector>

#include "cells.h"
#include "encoding.h"
#include "error.h"
#include "guard.h"
#include "text.h"

extern "C" {
#include "postgres.h"

#include "executor/spi.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
}

namespace migrate {
namespace {

// Where return_rows puts its rows; plain data.
struct Sink {
  Tuplestorestate* store;
  AttInMetadata* columns;
  MemoryContext row_memory;
};

// InitMaterializedSRF of PostgreSQL 15, for all versions.
Sink open_sink(FunctionCallInfo call) {
  auto* result = reinterpret_cast<ReturnSetInfo*>(call->resultinfo);
  if (!result || !IsA(result, ReturnSetInfo) || !(result->allowedModes & SFRM_Materialize)) {
    ereport(ERROR, errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
            errmsg("set-valued function called in context that cannot accept a set"));
  }
  MemoryContextSwitchTo(result->econtext->ecxt_per_query_memory);
  TupleDesc descriptor;
  if (get_call_result_type(call, nullptr, &descriptor) != TYPEFUNC_COMPOSITE) {
    elog(ERROR, "return type must be a row type");
  }
  const bool random = (result->allowedModes & SFRM_Materialize_Random) != 0;
  Sink sink;
  sink.store = tuplestore_begin_heap(random, false, work_mem);
  sink.columns = TupleDescGetAttInMetadata(descriptor);
  sink.row_memory =
      AllocSetContextCreate(CurrentMemoryContext, "migrate row", ALLOCSET_DEFAULT_SIZES);
  result->returnMode = SFRM_Materialize;
  result->setResult = sink.store;
  result->setDesc = descriptor;
  return sink;
}

}  // namespace

Rows take_rows(SPITupleTable* table, MemoryContextData* scratch) {
  if (!table) return {};
  const auto width = static_cast<std::size_t>(table->tupdesc->natts);
  std::vector<ColumnReader> readers(width);
  std::vector<Cell> cells(width);
  // Vectors have destructors, so the guarded code sees only their storage.
  const std::span<ColumnReader> columns(readers);
  const std::span<Cell> line(cells);
  MemoryContext memory = pg_call([&]() noexcept {
    MemoryContext result = AllocSetContextCreate(scratch, "migrate columns", ALLOCSET_SMALL_SIZES);
    for (std::size_t i = 0; i < width; ++i) {
      columns[i] = make_reader(SPI_gettypeid(table->tupdesc, static_cast<int>(i) + 1), result);
    }
    return AllocSetContextCreate(scratch, "migrate row", ALLOCSET_DEFAULT_SIZES);
  });
  Rows rows(table->numvals);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    pg_call([&]() noexcept {
      MemoryContextReset(memory);
      MemoryContextSwitchTo(memory);
      for (std::size_t i = 0; i < width; ++i) {
        bool is_null;
        const Datum value =
            SPI_getbinval(table->vals[row], table->tupdesc, static_cast<int>(i) + 1, &is_null);
        line[i] = is_null ? Cell{nullptr, 0} : read_cell(columns[i], value);
      }
    });
    rows[row].reserve(width);
    for (const Cell& cell : cells) {
      rows[row].push_back(cell.data ? Value(to_utf8({cell.data, cell.size})) : std::nullopt);
    }
  }
  pg_call([&]() noexcept {
    SPI_freetuptable(table);
    MemoryContextReset(scratch);
  });
  return rows;
}

std::string input_text(Type type, const std::string& text) {
  if (type != Type::kTimestamp) return to_server(text);
  const std::size_t time = text.find(':');
  const bool has_offset =
      time != std::string::npos && text.find_first_of("+-Zz", time) != std::string::npos;
  return has_offset ? text : cat(text, "+00");
}

void return_rows(FunctionCallInfoBaseData* call, const Verb& verb, const Rows& rows) {
  const Sink sink = pg_call([&]() noexcept { return open_sink(call); });
  const std::size_t width = verb.columns.size();
  if (static_cast<std::size_t>(sink.columns->tupdesc->natts) != width) {
    throw Error(ErrorCode::kInternal,
                cat("columns of function ", verb.name, " do not match the loaded library"), "",
                "Run ALTER EXTENSION migrate UPDATE.");
  }
  std::vector<std::string> texts(width);
  std::vector<char*> line(width);
  char** const values = line.data();
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < width; ++i) {
      if (row[i]) texts[i] = input_text(verb.columns[i].type, *row[i]);
      line[i] = row[i] ? texts[i].data() : nullptr;
    }
    pg_call([&]() noexcept {
      MemoryContextSwitchTo(sink.row_memory);
      tuplestore_puttuple(sink.store, BuildTupleFromCStrings(sink.columns, values));
      MemoryContextReset(sink.row_memory);
    });
  }
  pg_call([&]() noexcept { MemoryContextDelete(sink.row_memory); });
}

}  // namespace migrate
