// A target that is read keeps its meaning when it is written and read again, and so does a range.
// Everything but migrate::Error is a fault.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "error.h"
#include "require.h"
#include "revision/target.h"

namespace migrate {
namespace {

bool equal(const Target& a, const Target& b) {
  return a.label == b.label && a.symbol == b.symbol && a.offset == b.offset;
}

bool equal(const std::optional<Target>& a, const std::optional<Target>& b) {
  return a.has_value() == b.has_value() && (!a || equal(*a, *b));
}

void require_target(std::string_view text) {
  const Target target = Target::parse(text);
  require(equal(Target::parse(target.text()), target), "parse(text(target)) = target");
}

void require_range(std::string_view text) {
  const TargetRange range = TargetRange::parse(text);
  std::string written;
  if (range.lower) written += range.lower->text();
  written += ':';
  if (range.upper) written += range.upper->text();
  const TargetRange again = TargetRange::parse(written);
  require(equal(again.lower, range.lower) && equal(again.upper, range.upper),
          "parse(text(range)) = range");
}

}  // namespace
}  // namespace migrate

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const auto parse : {migrate::require_target, migrate::require_range}) {
    try {
      parse(text);
    } catch (const migrate::Error&) {
    }
  }
  return 0;
}
