// PostgreSQL's parser infers the type of a parameter as it does for PREPARE without types: from the
// column or operand that it meets. The text of the parameter then goes through the input function
// of that type, so the core writes plain `$1` for a bigint, a boolean or a timestamp column.
#include "prepared.h"

#include <optional>
#include <vector>

#include "encoding.h"
#include "error.h"
#include "guard.h"
#include "row_receiver.h"
#include "text.h"

extern "C" {
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "parser/parse_param.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
}

namespace migrate {

// Plain data: PostgreSQL keeps pointers into it for as long as the plan lives.
struct PreparedPlan {
  SPIPlanPtr plan;
  Oid* types;
  int count;
};

namespace {

// Called again when a plan is analysed anew; the types are known then.
void infer_parameter_types(ParseState* state, void* argument) {
  auto* plan = static_cast<PreparedPlan*>(argument);
#if PG_VERSION_NUM >= 150000
  setup_parse_variable_parameters(state, &plan->types, &plan->count);
#else
  parse_variable_parameters(state, &plan->types, &plan->count);
#endif
}

Datum text_to_datum(Oid type, const char* text) {
  Oid input;
  Oid element;
  getTypeInputInfo(type, &input, &element);
  return OidInputFunctionCall(input, const_cast<char*>(text), element, -1);
}

ParamListInfo parameter_list(const Oid* types, const char* const* texts, int count) {
  ParamListInfo list = makeParamList(count);
  for (int i = 0; i < count; ++i) {
    // A parameter whose type nothing determines stays unknown, which is a C string.
    const bool is_null = texts[i] == nullptr;
    list->params[i].ptype = types[i];
    list->params[i].pflags = PARAM_FLAG_CONST;
    list->params[i].isnull = is_null;
    list->params[i].value = is_null ? 0 : text_to_datum(types[i], texts[i]);
  }
  return list;
}

}  // namespace

PreparedStatements::PreparedStatements(MemoryContextData* memory, MemoryContextData* scratch)
    : memory_(memory), scratch_(scratch) {}

PreparedStatements::~PreparedStatements() {
  for (const auto& [sql, plan] : plans_) {
    try {
      pg_call([kept = plan->plan]() noexcept { SPI_freeplan(kept); });
    } catch (const std::exception&) {
      // Only memory is at stake, and an error may already be on its way.
    }
  }
}

const PreparedPlan& PreparedStatements::prepare(std::string_view sql, std::size_t parameter_count) {
  const auto known = plans_.find(sql);
  if (known != plans_.end()) return *known->second;
  const auto slot = plans_.emplace(to_server(sql), nullptr).first;
  const char* text = slot->first.c_str();
  const int count = static_cast<int>(parameter_count);
  try {
    slot->second = pg_call([&]() noexcept {
      MemoryContextSwitchTo(memory_);
      auto* result = static_cast<PreparedPlan*>(palloc0(sizeof(PreparedPlan)));
      result->types = static_cast<Oid*>(palloc0(sizeof(Oid) * static_cast<Size>(count + 1)));
      result->count = count;
      SPIPrepareOptions options = {};
      options.parserSetup = infer_parameter_types;
      options.parserSetupArg = result;
      result->plan = SPI_prepare_extended(text, &options);
      if (!result->plan || SPI_keepplan(result->plan) != 0)
        elog(ERROR, "could not prepare: %s", text);
      return result;
    });
  } catch (...) {
    plans_.erase(slot);
    throw;
  }
  return *slot->second;
}

PreparedStatements::Result PreparedStatements::run(std::string_view sql, const Row& parameters,
                                                   bool read_only) {
  return run_to(sql, parameters, read_only, nullptr);
}

void PreparedStatements::run_for_each(std::string_view sql, const Row& parameters, bool read_only,
                                      const RowVisitor& visit) {
  RowReceiver receiver(visit, memory_);
  run_to(sql, parameters, read_only, receiver.destination());
  receiver.rethrow_failure();
}

PreparedStatements::Result PreparedStatements::run_to(std::string_view sql, const Row& parameters,
                                                      bool read_only, _DestReceiver* destination) {
  const PreparedPlan& prepared = prepare(sql, parameters.size());
  std::vector<std::string> texts(parameters.size());
  std::vector<const char*> arguments(parameters.size(), nullptr);
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (!parameters[i]) continue;
    texts[i] = to_server(*parameters[i]);
    arguments[i] = texts[i].c_str();
  }
  const char* const* values = arguments.data();
  return pg_call([&]() noexcept {
    MemoryContextReset(scratch_);
    MemoryContextSwitchTo(scratch_);
    SPIExecuteOptions options = {};
    options.params = parameter_list(prepared.types, values, prepared.count);
    options.read_only = read_only;
    options.dest = destination;
    const int code = SPI_execute_plan_extended(prepared.plan, &options);
    if (code < 0) elog(ERROR, "unexpected SPI result: %s", SPI_result_code_string(code));
    return Result{static_cast<std::int64_t>(SPI_processed), SPI_tuptable};
  });
}

}  // namespace migrate
