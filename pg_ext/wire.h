// Values as bytes, for messages between two processes of one server.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "db/database.h"

namespace migrate {

class MessageWriter {
 public:
  void number(std::int64_t value);
  void text(std::string_view value);
  void row(const Row& row);

  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

/// Reads in the order of writing. The bytes outlive the reader. Errors: kInternal past the end.
class MessageReader {
 public:
  explicit MessageReader(std::string_view bytes) : left_(bytes) {}

  std::int64_t number();
  std::string text();
  Row row();

 private:
  std::string_view take(std::size_t size);

  std::string_view left_;
};

}  // namespace migrate
