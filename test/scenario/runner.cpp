// Runs scenario files against one of the two databases; see README.md beside this file.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "record.h"
#include "session.h"

namespace migrate::scenario {

std::string shown(std::optional<std::string_view> value) {
  if (!value) return "NULL";
  return value->empty() ? "(empty)" : std::string(*value);
}

namespace {

struct Options {
  bool postgres = false;
  std::string module;  // SQLite
  std::vector<std::string> files;
};

struct Counts {
  std::size_t passed = 0;
  std::size_t failed = 0;
};

std::string read_file(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) throw std::runtime_error("could not read " + path.string());
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at)) {
    text.replace(at, from.size(), to);
    at += to.size();
  }
  return text;
}

// What a record gave, in the form in which a scenario expects it.
std::string text_of(Outcome outcome, bool rowsort) {
  if (outcome.failure) {
    const std::string& state = outcome.failure->sqlstate;
    return "error" + (state.empty() ? "" : " " + state) + "\n" + outcome.failure->text;
  }
  if (rowsort) std::sort(outcome.rows.begin(), outcome.rows.end());
  std::string text;
  for (const std::string& row : outcome.rows) {
    if (&row != &outcome.rows.front()) text += '\n';
    text += row;
  }
  return text;
}

class FileRun {
 public:
  FileRun(const Options& options, const std::string& file)
      : options_(options),
        file_(file),
        database_(options.postgres ? create_postgres_database()
                                   : create_sqlite_database(options.module)) {
    use("default", ConnectionMode::kNormal);
  }

  Counts run() {
    for (const Record& record : parse_records(read_file(file_))) {
      if (record.only_if && *record.only_if != (options_.postgres ? "postgres" : "sqlite")) {
        continue;
      }
      run_record(record);
    }
    return counts_;
  }

 private:
  void use(const std::string& name, ConnectionMode mode) {
    std::unique_ptr<Session>& session = sessions_[name];
    if (!session) session = database_->connect(mode);
    current_ = session.get();
  }

  void run_record(const Record& record) {
    const std::string sql =
        replaced(record.sql, "$deploy(",
                 options_.postgres ? "CALL migrate_deploy(" : "SELECT migrate_deploy(");
    switch (record.kind) {
      case Record::Kind::kConnection:
        use(record.argument, record.mode);
        return;
      case Record::Kind::kLoad:
        return expect_success(record, current_->import(read_file(bundle(record.argument))));
      case Record::Kind::kScript:
        return run_script(record, sql);
      case Record::Kind::kStatementOk:
        return expect_success(record, current_->run(sql));
      case Record::Kind::kStatementError:
        return expect_failure(record, current_->run(sql));
      case Record::Kind::kQuery:
        return expect(record, record.expected, text_of(current_->run(sql), record.rowsort));
    }
  }

  std::filesystem::path bundle(const std::string& name) const {
    return std::filesystem::path(file_).parent_path() / "bundles" / (name + ".sql");
  }

  void run_script(const Record& record, const std::string& sql) {
    const auto session = sessions_.find(record.argument);
    if (session == sessions_.end()) {
      throw FormatError(record.line, "no connection " + record.argument);
    }
    const Outcome script = current_->run(sql);
    if (script.failure || script.rows.size() != 1) return expect_success(record, script);
    expect_success(record, session->second->run(script.rows[0]));
  }

  void expect_success(const Record& record, const Outcome& outcome) {
    expect(record, "success", outcome.failure ? text_of(outcome, false) : "success");
  }

  void expect_failure(const Record& record, const Outcome& outcome) {
    if (!outcome.failure) return report(record, "an error", "success\n" + text_of(outcome, false));
    std::string head = "error";
    if (!outcome.failure->sqlstate.empty()) {
      head += " " + (record.argument.empty() ? outcome.failure->sqlstate : record.argument);
    }
    expect(record, head + "\n" + record.expected, text_of(outcome, false));
  }

  void expect(const Record& record, const std::string& expected, const std::string& got) {
    if (expected != got) return report(record, expected, got);
    ++counts_.passed;
  }

  void report(const Record& record, const std::string& expected, const std::string& got) {
    ++counts_.failed;
    std::cout << file_ << ":" << record.line << ": failed\n"
              << record.sql << "\n--- expected\n"
              << expected << "\n--- got\n"
              << got << "\n\n";
  }

  const Options& options_;
  std::string file_;
  std::unique_ptr<TestDatabase> database_;
  std::map<std::string, std::unique_ptr<Session>> sessions_;  // gone before the database
  Session* current_ = nullptr;
  Counts counts_;
};

// A file that cannot be run to its end is one failed record.
Counts run_file(const Options& options, const std::string& file) {
  std::unique_ptr<FileRun> run;
  try {
    run = std::make_unique<FileRun>(options, file);
    return run->run();
  } catch (const FormatError& error) {
    std::cout << file << ":" << error.line() << ": " << error.what() << "\n\n";
  } catch (const std::exception& error) {
    std::cout << file << ": " << error.what() << "\n\n";
  }
  return {0, 1};
}

bool read_options(int count, char** arguments, Options& options) {
  std::vector<std::string> words(arguments + 1, arguments + count);
  if (words.size() > 1 && words[0] == "--postgres") {
    options.postgres = true;
    options.files.assign(words.begin() + 1, words.end());
  } else if (words.size() > 2 && words[0] == "--sqlite") {
    options.module = words[1];
    options.files.assign(words.begin() + 2, words.end());
  }
  return !options.files.empty();
}

int run_all(int count, char** arguments) {
  Options options;
  if (!read_options(count, arguments, options)) {
    std::cerr << "usage: scenario_runner --sqlite MODULE FILE...\n"
                 "       scenario_runner --postgres FILE...\n";
    return 1;
  }
  Counts total;
  for (const std::string& file : options.files) {
    const Counts counts = run_file(options, file);
    total.passed += counts.passed;
    total.failed += counts.failed;
  }
  std::cout << total.passed << " passed, " << total.failed << " failed\n";
  return total.failed == 0 && total.passed > 0 ? 0 : 1;
}

}  // namespace
}  // namespace migrate::scenario

int main(int count, char** arguments) { return migrate::scenario::run_all(count, arguments); }
