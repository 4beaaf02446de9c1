// Rows of an SPI statement, shown one by one while the executor makes them.
#pragma once

#include <exception>
#include <optional>
#include <string_view>
#include <vector>

#include "db/database.h"

struct _DestReceiver;
struct MemoryContextData;

namespace migrate {

/// A destination for SPI that shows each row to a visitor. Nothing is copied: a row's texts are the
/// executor's own.
/// REQUIRES: the database's encoding is UTF-8.
class RowReceiver {
 public:
  /// `visit` outlives this object; so does `memory`, which is used for what the receiver needs.
  RowReceiver(const RowVisitor& visit, MemoryContextData* memory);
  RowReceiver(const RowReceiver&) = delete;
  RowReceiver& operator=(const RowReceiver&) = delete;

  _DestReceiver* destination() const { return destination_; }

  /// Throws what `visit` threw, which has ended the execution early.
  void rethrow_failure() const;

  /// Shows one row; called by the executor. Result: false where the visitor threw.
  bool show(const struct Cell* cells, std::size_t width) noexcept;

 private:
  const RowVisitor& visit_;
  std::exception_ptr failure_;
  std::vector<std::optional<std::string_view>> views_;
  _DestReceiver* destination_;
};

}  // namespace migrate
