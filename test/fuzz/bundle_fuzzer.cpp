// Scripts survive being rendered and read. The first byte chooses the dialect and whether the rest
// is a text to import, or a message and two sections with NUL bytes between, as an author gives
// them. Everything but migrate::Error is a fault.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "error.h"
#include "require.h"
#include "script/bundle.h"

namespace migrate {
namespace {

void import(const Dialect& dialect, std::string_view text) {
  const std::vector<Script> scripts = parse_bundle(dialect, text);
  for (const Script& script : scripts) {
    require_renderable(dialect, script.upgrade.sql, "upgrade script");
    if (script.downgrade) require_renderable(dialect, script.downgrade->sql, "downgrade script");
    require_renderable_message(script.revision.message);
    require(parse_bundle(dialect, render(script)) == std::vector<Script>{script},
            "parse(render(s)) = s");
  }
  require(parse_bundle(dialect, render_bundle(scripts)) == scripts,
          "parse(render_bundle(scripts)) = scripts");
}

void author(const Dialect& dialect, std::string_view text) {
  const auto take = [&] {
    const std::size_t end = std::min(text.find('\0'), text.size());
    const std::string_view piece = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return piece;
  };
  Script script;
  script.revision.id = "a1";
  script.revision.message = canonical_message(take());
  script.upgrade.sql = canonical_section(take());
  script.downgrade = Section{canonical_section(take()), false};
  require_renderable_message(script.revision.message);
  require_renderable(dialect, script.upgrade.sql, "upgrade script");
  require_renderable(dialect, script.downgrade->sql, "downgrade script");
  Script second = script;
  second.revision.id = "a2";
  const std::vector<Script> both{script, second};
  bool read = false;
  try {
    read = parse_bundle(dialect, render(script) + render(second)) == both;
  } catch (const Error&) {
  }
  require(read, "what require_renderable accepts is read back, also from files put together");
}

}  // namespace
}  // namespace migrate

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data + 1), size - 1);
  const migrate::Dialect& dialect =
      (data[0] & 1) != 0 ? migrate::postgres_dialect() : migrate::sqlite_dialect();
  try {
    if ((data[0] & 2) != 0) {
      migrate::author(dialect, text);
    } else {
      migrate::import(dialect, text);
    }
  } catch (const migrate::Error&) {
  }
  return 0;
}
