// The only door between SQLite's C callbacks and C++: no exception passes it.
#pragma once

#include <sqlite3ext.h>

#include <exception>
#include <new>
#include <string>
#include <utility>

#include "sqlite_error.h"

extern const sqlite3_api_routines* sqlite3_api;

namespace migrate {

/// Runs the body of a scalar SQL function; an exception becomes its result.
template <typename Body>
void guard_function(sqlite3_context* context, Body&& body) noexcept {
  try {
    try {
      std::forward<Body>(body)();
    } catch (const Error& error) {
      const std::string text = error_text(error);
      sqlite3_result_error(context, text.c_str(), static_cast<int>(text.size()));
      // After the text: sqlite3_result_error sets the code to SQLITE_ERROR.
      sqlite3_result_error_code(context, result_code(error));
    }
  } catch (const std::bad_alloc&) {
    sqlite3_result_error_nomem(context);
  } catch (const std::exception& exception) {
    sqlite3_result_error(context, exception.what(), -1);
    sqlite3_result_error_code(context, SQLITE_INTERNAL);
  } catch (...) {
    sqlite3_result_error_code(context, SQLITE_INTERNAL);
  }
}

/// Runs the body of a virtual table's method; an exception becomes the table's message and the
/// result code.
template <typename Body>
int guard_table(sqlite3_vtab* table, Body&& body) noexcept {
  const auto set_message = [table](const char* text) {
    sqlite3_free(table->zErrMsg);
    table->zErrMsg = sqlite3_mprintf("%s", text);
  };
  try {
    try {
      std::forward<Body>(body)();
      return SQLITE_OK;
    } catch (const Error& error) {
      set_message(error_text(error).c_str());
      return result_code(error);
    }
  } catch (const std::bad_alloc&) {
    return SQLITE_NOMEM;
  } catch (const std::exception& exception) {
    set_message(exception.what());
    return SQLITE_INTERNAL;
  } catch (...) {
    return SQLITE_INTERNAL;
  }
}

}  // namespace migrate
