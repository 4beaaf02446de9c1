#include "wire.h"

#include <cstring>

#include "error.h"

namespace migrate {

void MessageWriter::number(std::int64_t value) {
  char raw[sizeof value];
  std::memcpy(raw, &value, sizeof value);
  bytes_.append(raw, sizeof value);
}

void MessageWriter::text(std::string_view value) {
  number(static_cast<std::int64_t>(value.size()));
  bytes_.append(value);
}

void MessageWriter::row(const Row& row) {
  number(static_cast<std::int64_t>(row.size()));
  for (const Value& value : row) {
    number(value ? 1 : 0);
    if (value) text(*value);
  }
}

std::string_view MessageReader::take(std::size_t size) {
  if (size > left_.size()) throw Error(ErrorCode::kInternal, "a message between processes is cut");
  const std::string_view result = left_.substr(0, size);
  left_.remove_prefix(size);
  return result;
}

std::int64_t MessageReader::number() {
  std::int64_t value = 0;
  std::memcpy(&value, take(sizeof value).data(), sizeof value);
  return value;
}

std::string MessageReader::text() { return std::string(take(static_cast<std::size_t>(number()))); }

Row MessageReader::row() {
  Row row(static_cast<std::size_t>(number()));
  for (Value& value : row) {
    if (number() != 0) value = text();
  }
  return row;
}

}  // namespace migrate
