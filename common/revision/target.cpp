#include "revision/target.h"

#include <charconv>

#include "error.h"
#include "text.h"

namespace migrate {

namespace {

/// Far above any history, far below where adding offsets could overflow.
constexpr int kMaxOffset = 1'000'000'000;

[[noreturn]] void refuse(std::string_view kind, std::string_view text, std::string detail) {
  throw Error(ErrorCode::kInvalidParameter, cat("invalid ", kind, " \"", excerpt(text), "\""),
              std::move(detail));
}

[[noreturn]] void refuse_target(std::string_view text, std::string detail) {
  refuse("migration target", text, std::move(detail));
}

/// `digits` is what follows the sign.
int parse_offset(std::string_view text, char sign, std::string_view digits) {
  int value = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, fault] = std::from_chars(digits.data(), end, value);
  if (fault == std::errc::result_out_of_range || (stop == end && value > kMaxOffset)) {
    refuse_target(text, cat("The offset is larger than ", std::to_string(kMaxOffset), "."));
  }
  // from_chars would take a second minus sign.
  if (fault != std::errc() || stop != end || digits.front() == '-') {
    refuse_target(text, cat("A number must follow \"", std::string_view(&sign, 1), "\"."));
  }
  return sign == '-' ? -value : value;
}

}  // namespace

Target Target::parse(std::string_view text) {
  require_utf8(text, "migration target");
  text = trim(text);
  if (text.empty()) refuse_target(text, "It is empty.");
  if (text.find(':') != std::string_view::npos) {
    refuse_target(text, "A range cannot be used here.");
  }
  Target target;
  std::string_view rest = text;
  if (const std::size_t at = text.find('@'); at != std::string_view::npos) {
    if (at == 0) refuse_target(text, "There is no branch label before \"@\".");
    target.label = text.substr(0, at);
    rest = text.substr(at + 1);
    if (rest.find('@') != std::string_view::npos) {
      refuse_target(text, "A branch label can appear once, before \"@\".");
    }
    if (rest.empty()) refuse_target(text, "There is no revision after \"@\".");
    if (target.label->find_first_of("+-") != std::string::npos) {
      refuse_target(text, "An offset cannot stand before \"@\".");
    }
  }
  const std::size_t sign = rest.find_first_of("+-");
  if (sign != 0) target.symbol = rest.substr(0, sign);
  if (sign != std::string_view::npos) {
    target.offset = parse_offset(text, rest[sign], rest.substr(sign + 1));
    if (*target.offset == 0 && !target.symbol) refuse_target(text, "The offset is zero.");
  }
  return target;
}

std::string Target::text() const {
  std::string result;
  if (label) result += cat(*label, "@");
  if (symbol) result += *symbol;
  if (offset) result += cat(*offset < 0 ? "" : "+", std::to_string(*offset));
  return result;
}

TargetRange TargetRange::parse(std::string_view text) {
  require_utf8(text, "migration range");
  text = trim(text);
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) {
    refuse("migration range", text, "A range is written \"a:b\", \"a:\" or \":b\".");
  }
  if (text.find(':', colon + 1) != std::string_view::npos) {
    refuse("migration range", text, "It has more than one \":\".");
  }
  const auto parse_end = [](std::string_view end) -> std::optional<Target> {
    if (trim(end).empty()) return std::nullopt;
    return Target::parse(end);
  };
  return {parse_end(text.substr(0, colon)), parse_end(text.substr(colon + 1))};
}

}  // namespace migrate
