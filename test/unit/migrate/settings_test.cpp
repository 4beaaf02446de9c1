#include "migrate/settings.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "support/documented.h"
#include "support/expect_error.h"
#include "support/faulty_database.h"
#include "unit/migrate/history_database.h"

namespace migrate::test {
namespace {

// As PostgreSQL, where a session can override what is stored.
class OverridingDatabase final : public FaultyDatabase {
 public:
  OverridingDatabase(Database& wrapped, Value value)
      : FaultyDatabase(wrapped, kNever, Mode::kOnce), value_(std::move(value)) {}

  Value session_setting(std::string_view name) override {
    return name == "notices" ? value_ : std::nullopt;
  }

 private:
  Value value_;
};

std::vector<std::string> documented() {
  return documented_rows("reference.md", "| setting | default | what it does |");
}

std::string row(const migrate::Setting& setting) {
  const std::string value =
      setting.default_value.empty() ? "" : cat("`", setting.default_value, "`");
  return cat("| `", setting.name, "` | ", value, " | ", setting.summary, " |");
}

void expect_refused(const HistoryDatabase& history, const std::string& name,
                    const std::vector<std::string>& values, std::string_view hint) {
  for (const std::string& value : values) {
    EXPECT_EQ(error_of([&] {
                history.call("migrate_setting", {name, value});
              }),
              cat("22023 invalid value \"", value, "\" for setting \"", name, "\" |  | ", hint));
  }
}

TEST(Setting, IsDocumentedAsItIs) {
  std::vector<std::string> expected;
  for (const migrate::Setting& each : settings()) expected.push_back(row(each));
  EXPECT_EQ(join(documented(), "\n"), join(expected, "\n"));
}

TEST(Setting, IsTheDefaultWithoutTables) {
  const HistoryDatabase history;
  for (const Setting& each : settings()) {
    EXPECT_EQ(setting(*history.open(), each.name), each.default_value) << each.name;
  }
  EXPECT_EQ(history.sql("SELECT count(*) FROM sqlite_master"), "0");
}

TEST(Setting, IsWhatIsStoredInOneSpelling) {
  const HistoryDatabase history;
  for (const std::string_view on : {"on", "ON", "true", "T", "yes", "y", "1"}) {
    EXPECT_EQ(history.call("migrate_setting", {"require_downgrade", std::string(on)}), "on") << on;
    EXPECT_TRUE(is_setting_on(*history.open(), "require_downgrade"));
  }
  for (const std::string_view off : {"off", "Off", "false", "f", "NO", "n", "0"}) {
    EXPECT_EQ(history.call("migrate_setting", {"notices", std::string(off)}), "off") << off;
    EXPECT_FALSE(is_setting_on(*history.open(), "notices"));
  }
  EXPECT_EQ(history.sql("SELECT name, value FROM migrate_settings ORDER BY name"),
            "notices|off\nrequire_downgrade|on");
}

TEST(Setting, GoesBackToItsDefaultWithNull) {
  const HistoryDatabase history;
  history.call("migrate_setting", {"notices", "off"});
  const std::unique_ptr<Database> database = history.open();
  database->in_transaction([&] { set_setting(*database, "notices", std::nullopt); });
  EXPECT_EQ(setting(*database, "notices"), "on");
  EXPECT_EQ(history.sql("SELECT count(*) FROM migrate_settings"), "0");
}

TEST(Setting, OfTheSessionComesBeforeWhatIsStored) {
  const HistoryDatabase history;
  history.call("migrate_setting", {"notices", "on"});
  const std::unique_ptr<Database> database = history.open();
  OverridingDatabase overriding(*database, "No");
  EXPECT_EQ(setting(overriding, "notices"), "off");
  OverridingDatabase none(*database, std::nullopt);
  EXPECT_EQ(setting(none, "notices"), "on");
}

TEST(Setting, OfTheSessionMustBeASwitch) {
  const HistoryDatabase history;
  const std::unique_ptr<Database> database = history.open();
  OverridingDatabase overriding(*database, "maybe");
  EXPECT_EQ(error_of([&] { setting(overriding, "notices"); }),
            "22023 invalid value \"maybe\" for setting \"notices\" |  | Use \"on\" or \"off\".");
}

TEST(Setting, OfBytesHasAUnitOrNone) {
  const HistoryDatabase history;
  const std::vector<std::pair<std::string, std::int64_t>> sizes = {
      {"0", 0},
      {"1024", 1024},
      {"7 B", 7},
      {"3kB", 3072},
      {" 2 mb ", 2097152},
      {"1GB", 1073741824},
      {"1TB", 1LL << 40},
      {"8388607TB", ((1LL << 23) - 1) << 40}};
  for (const auto& [text, bytes] : sizes) {
    EXPECT_EQ(bytes_of(history.call("migrate_setting", {"rehearse_max_bytes", text})), bytes)
        << text;
  }
  expect_refused(history, "rehearse_max_bytes",
                 {"", "-1", "1XB", "MB", "8388608TB", "99999999999999999999"},
                 "Write it like \"500MB\" or \"2GB\"; 0 is no limit.");
}

TEST(Setting, ThatDoesNotExistIsNamedWithTheNearest) {
  const HistoryDatabase history;
  std::vector<std::string> names;
  for (const migrate::Setting& each : settings()) names.emplace_back(each.name);
  const std::string detail = cat("Settings are ", quoted_list(names), ".");
  const std::string error =
      cat("22023 setting \"notice\" does not exist | ", detail, " | Did you mean \"notices\"?");
  EXPECT_EQ(error_of([&] { history.call("migrate_setting", {"notice"}); }), error);
  EXPECT_EQ(error_of([&] { history.call("migrate_setting", {"notice", "on"}); }), error);
  EXPECT_EQ(error_of([&] {
              history.call("migrate_setting", {"", "on"});
            }),
            cat("22023 setting \"\" does not exist | ", detail, " | "));
  EXPECT_EQ(history.sql("SELECT count(*) FROM sqlite_master"), "0");
}

TEST(Setting, OfADurationHasAUnitOrIsInMilliseconds) {
  const HistoryDatabase history;
  for (const auto& [text, milliseconds] :
       std::vector<std::pair<std::string, int>>{{"0", 0},
                                                {"250", 250},
                                                {"250ms", 250},
                                                {" 2 s ", 2000},
                                                {"1min", 60000},
                                                {"1h", 3600000}}) {
    const std::string stored = history.call("migrate_setting", {"lock_timeout", text});
    EXPECT_EQ(stored, trim(text));
    EXPECT_EQ(duration_of(stored), std::chrono::milliseconds(milliseconds)) << text;
  }
  expect_refused(history, "lock_timeout",
                 {"", "soon", "-1", "1.5s", "2 days", "2147483648", "99999999999999999999", "597h"},
                 "Write it like \"500ms\", \"2s\" or \"1min\"; 0 is no limit.");
}

TEST(Setting, OfACountIsAWholeNumber) {
  const HistoryDatabase history;
  EXPECT_EQ(history.call("migrate_setting", {"lock_retries", "007"}), "7");
  expect_refused(history, "lock_retries", {"", "many", "-1", "1.5", "1001", "3s"},
                 "Use a number from 0 to 1000.");
}

TEST(Setting, KeepsItsValueAfterABadOne) {
  const HistoryDatabase history;
  history.call("migrate_setting", {"notices", "off"});
  EXPECT_EQ(error_of([&] {
              history.call("migrate_setting", {"notices", ""});
            }),
            "22023 invalid value \"\" for setting \"notices\" |  | Use \"on\" or \"off\".");
  EXPECT_EQ(history.call("migrate_setting", {"notices"}), "off");
}

}  // namespace
}  // namespace migrate::test
