// The one C function behind every SQL function: finds its verb by the name that it was called by,
// turns arguments into text, runs the verb, turns text into the result.
#include <string>
#include <vector>

#include "encoding.h"
#include "error.h"
#include "guard.h"
#include "migrate/verbs.h"
#include "pg_database.h"
#include "rows.h"
#include "text.h"

extern "C" {
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "nodes/parsenodes.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

extern PGDLLEXPORT Datum migrate_call(PG_FUNCTION_ARGS);
PG_FUNCTION_INFO_V1(migrate_call);
}

namespace migrate {
namespace {

constexpr int kMostParameters = 8;

// What pg_proc says of the called function; plain data, kept in fn_extra for the next row.
struct Callee {
  const Verb* verb;
  Oid schema;
  Oid result_type;
  int parameter_count;  // without the INOUT parameter of a procedure
  Oid parameter_types[kMostParameters];
  NameData name;
};

Callee* read_callee(FunctionCallInfo call) {
  const HeapTuple tuple = SearchSysCache1(PROCOID, ObjectIdGetDatum(call->flinfo->fn_oid));
  if (!HeapTupleIsValid(tuple)) {
    elog(ERROR, "cache lookup failed for function %u", call->flinfo->fn_oid);
  }
  const auto* proc = reinterpret_cast<Form_pg_proc>(GETSTRUCT(tuple));
  auto* callee =
      static_cast<Callee*>(MemoryContextAllocZero(call->flinfo->fn_mcxt, sizeof(Callee)));
  callee->schema = proc->pronamespace;
  callee->result_type = proc->prorettype;
  callee->parameter_count = proc->pronargs - (proc->prokind == PROKIND_PROCEDURE ? 1 : 0);
  callee->name = proc->proname;
  for (int i = 0; i < callee->parameter_count && i < kMostParameters; ++i) {
    callee->parameter_types[i] = proc->proargtypes.values[i];
  }
  ReleaseSysCache(tuple);
  return callee;
}

const Callee& find_callee(FunctionCallInfo call) {
  if (call->flinfo->fn_extra) return *static_cast<Callee*>(call->flinfo->fn_extra);
  Callee* callee = pg_call([&]() noexcept { return read_callee(call); });
  const std::string_view name = NameStr(callee->name);
  callee->verb = find_verb(name, static_cast<std::size_t>(callee->parameter_count));
  if (!callee->verb || callee->parameter_count > kMostParameters) {
    throw Error(ErrorCode::kInternal,
                cat("function \"", name, "\" is not known to the loaded library"),
                "The library and the extension in this database are of different versions.",
                "Reconnect after an installation, then run ALTER EXTENSION migrate UPDATE.");
  }
  call->flinfo->fn_extra = callee;
  return *callee;
}

std::string text_argument(Datum datum) {
  struct Text {
    const char* data;
    std::size_t size;
  };
  const Text value = pg_call([&]() noexcept {
    const text* packed = DatumGetTextPP(datum);
    return Text{VARDATA_ANY(packed), static_cast<std::size_t>(VARSIZE_ANY_EXHDR(packed))};
  });
  return to_utf8({value.data, value.size});
}

Value argument(Oid type, const NullableDatum& value) {
  if (value.isnull) return std::nullopt;
  switch (type) {
    case BOOLOID:
      return DatumGetBool(value.value) ? "true" : "false";
    case INT4OID:
      return std::to_string(DatumGetInt32(value.value));
    case INT8OID:
      return std::to_string(DatumGetInt64(value.value));
    case TEXTOID:
      return text_argument(value.value);
    default:
      throw Error(ErrorCode::kInternal, "unexpected type of an argument");
  }
}

Row arguments(FunctionCallInfo call, const Callee& callee) {
  Row result;
  for (int i = 0; i < callee.parameter_count; ++i) {
    result.push_back(argument(callee.parameter_types[i], call->args[i]));
  }
  return result;
}

bool may_commit(FunctionCallInfo call) {
  const auto* context = reinterpret_cast<const CallContext*>(call->context);
  return context && IsA(context, CallContext) && !context->atomic;
}

// The row of a procedure's one INOUT parameter.
Datum procedure_result(FunctionCallInfo call, Datum value, bool is_null) {
  return pg_call([&]() noexcept {
    TupleDesc descriptor;
    if (get_call_result_type(call, nullptr, &descriptor) != TYPEFUNC_COMPOSITE) {
      elog(ERROR, "return type must be a row type");
    }
    BlessTupleDesc(descriptor);
    Datum values[] = {value};
    bool nulls[] = {is_null};
    return HeapTupleGetDatum(heap_form_tuple(descriptor, values, nulls));
  });
}

Datum scalar_result(FunctionCallInfo call, const Callee& callee, const Rows& rows) {
  const Value value = rows.empty() || rows[0].empty() ? std::nullopt : rows[0][0];
  Datum datum = 0;
  if (value) {
    const std::string text = to_server(*value);
    const bool is_procedure = callee.verb->kind == Verb::Kind::kProcedure;
    const Oid type = is_procedure ? TEXTOID : callee.result_type;
    const char* data = text.data();
    const int size = static_cast<int>(text.size());
    datum = pg_call([&]() noexcept {
      if (type == TEXTOID) return PointerGetDatum(cstring_to_text_with_len(data, size));
      Oid input;
      Oid element;
      getTypeInputInfo(type, &input, &element);
      return OidInputFunctionCall(input, const_cast<char*>(data), element, -1);
    });
  }
  if (callee.verb->kind == Verb::Kind::kProcedure) return procedure_result(call, datum, !value);
  call->isnull = !value;
  return datum;
}

Rows run_verb(FunctionCallInfo call, const Callee& callee) {
  const Verb& verb = *callee.verb;
  const bool read_only = verb.kind == Verb::Kind::kRead || verb.kind == Verb::Kind::kList;
  const Row values = arguments(call, callee);
  PgDatabase database({callee.schema, read_only, may_commit(call)});
  Rows rows = verb.run(database, values);
  database.close();
  return rows;
}

Datum call_verb(FunctionCallInfo call) {
  const Callee& callee = find_callee(call);
  const Rows rows = run_verb(call, callee);
  if (!callee.verb->returns_rows()) return scalar_result(call, callee, rows);
  return_rows(call, *callee.verb, rows);
  call->isnull = true;
  return 0;
}

}  // namespace
}  // namespace migrate

extern "C" Datum migrate_call(PG_FUNCTION_ARGS) {
  return migrate::pg_entry(fcinfo, migrate::call_verb);
}
