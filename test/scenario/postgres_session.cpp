#include <libpq-fe.h>
#include <unistd.h>

#include <sstream>
#include <stdexcept>

#include "session.h"

namespace migrate::scenario {
namespace {

constexpr Oid kBooleanType = 16;

using Result = std::unique_ptr<PGresult, decltype(&PQclear)>;

std::string field(const PGresult* result, int code) {
  const char* text = PQresultErrorField(result, code);
  return text ? text : "";
}

// What is ours of a CONTEXT: the server adds lines for SPI and the SQL function.
std::string own_context(const std::string& context) {
  std::istringstream stream(context);
  std::string own;
  for (std::string line; std::getline(stream, line);) {
    if (!line.starts_with("revision \"") && !line.starts_with("line ")) continue;
    if (!own.empty()) own += '\n';
    own += line;
  }
  return own;
}

Failure failure_of(const PGresult* result) {
  Failure failure{field(result, PG_DIAG_SQLSTATE), field(result, PG_DIAG_MESSAGE_PRIMARY)};
  const auto add = [&](const char* title, const std::string& text) {
    if (!text.empty()) failure.text += std::string("\n") + title + ":  " + text;
  };
  add("DETAIL", field(result, PG_DIAG_MESSAGE_DETAIL));
  add("HINT", field(result, PG_DIAG_MESSAGE_HINT));
  add("CONTEXT", own_context(field(result, PG_DIAG_CONTEXT)));
  return failure;
}

std::string value_of(const PGresult* result, int row, int column) {
  if (PQgetisnull(result, row, column)) return shown(std::nullopt);
  const std::string_view text(PQgetvalue(result, row, column));
  if (PQftype(result, column) == kBooleanType) return text == "t" ? "1" : "0";
  return shown(text);
}

Outcome outcome_of(const PGresult* result) {
  Outcome outcome;
  const ExecStatusType status = PQresultStatus(result);
  if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK && status != PGRES_EMPTY_QUERY) {
    outcome.failure = failure_of(result);
    return outcome;
  }
  for (int row = 0; row < PQntuples(result); ++row) {
    std::string text;
    for (int column = 0; column < PQnfields(result); ++column) {
      if (column > 0) text += " | ";
      text += value_of(result, row, column);
    }
    outcome.rows.push_back(text);
  }
  return outcome;
}

class PostgresSession : public Session {
 public:
  explicit PostgresSession(const std::string& database) {
    const char* const names[] = {"dbname", "client_encoding", nullptr};
    const char* const values[] = {database.c_str(), "UTF8", nullptr};
    connection_ = PQconnectdbParams(names, values, 0);
    if (PQstatus(connection_) != CONNECTION_OK) {
      const std::string message = PQerrorMessage(connection_);
      PQfinish(connection_);
      throw std::runtime_error(message);
    }
    PQsetNoticeReceiver(
        connection_, [](void*, const PGresult*) {}, nullptr);
    require("SET timezone = 'UTC'");
    // A scenario that waits for itself is a failed one, not one that never ends.
    require("SET statement_timeout = '60s'");
  }
  PostgresSession(const PostgresSession&) = delete;
  PostgresSession& operator=(const PostgresSession&) = delete;
  ~PostgresSession() override { PQfinish(connection_); }

  Outcome run(const std::string& sql) override {
    return outcome_of(Result(PQexec(connection_, sql.c_str()), &PQclear).get());
  }

  Outcome import(const std::string& scripts) override {
    const char* const values[] = {scripts.c_str()};
    const Result result(PQexecParams(connection_, "SELECT migrate_import($1)", 1, nullptr, values,
                                     nullptr, nullptr, 0),
                        &PQclear);
    return outcome_of(result.get());
  }

  void require(const std::string& sql) {
    if (const Outcome outcome = run(sql); outcome.failure) {
      throw std::runtime_error(sql + ": " + outcome.failure->text);
    }
  }

 private:
  PGconn* connection_ = nullptr;
};

class PostgresDatabase : public TestDatabase {
 public:
  PostgresDatabase() : administrator_("postgres"), name_("scenario_" + std::to_string(getpid())) {
    create(name_);
    PostgresSession(name_).require("CREATE EXTENSION migrate");
  }
  PostgresDatabase(const PostgresDatabase&) = delete;
  PostgresDatabase& operator=(const PostgresDatabase&) = delete;
  ~PostgresDatabase() override {
    drop(name_);
    if (!bare_name_.empty()) drop(bare_name_);
  }

  std::unique_ptr<Session> connect(ConnectionMode mode) override {
    if (mode == ConnectionMode::kBare) {
      if (bare_name_.empty()) {
        bare_name_ = name_ + "_bare";
        create(bare_name_);
      }
      return std::make_unique<PostgresSession>(bare_name_);
    }
    auto session = std::make_unique<PostgresSession>(name_);
    if (mode == ConnectionMode::kReadOnly) session->require("SET default_transaction_read_only=on");
    return session;
  }

 private:
  void create(const std::string& name) {
    drop(name);
    administrator_.require("CREATE DATABASE " + name +
                           " TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'");
  }
  void drop(const std::string& name) {
    administrator_.run("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
  }

  PostgresSession administrator_;
  std::string name_;
  std::string bare_name_;
};

}  // namespace

std::unique_ptr<TestDatabase> create_postgres_database() {
  return std::make_unique<PostgresDatabase>();
}

}  // namespace migrate::scenario
