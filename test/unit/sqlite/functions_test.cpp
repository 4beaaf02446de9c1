// Verbs as scalar SQL functions: arguments, results, errors, rights.
#include <gtest/gtest.h>

#include <memory>

#include "error.h"
#include "unit/sqlite/connection.h"

namespace migrate::test {
namespace {

TEST(SqliteFunctions, TakeEveryNumberOfArgumentsFromTheRequiredOnes) {
  const Connection db;
  EXPECT_EQ(db.text("SELECT test_echo('a')"), "[a]:1 NULL NULL");
  EXPECT_EQ(db.text("SELECT test_echo('a', 'b')"), "[a]:1 [b]:1 NULL");
  EXPECT_EQ(db.text("SELECT test_echo('a', NULL, 1)"), "[a]:1 NULL [true]:4");
}

TEST(SqliteFunctions, RefuseAWrongNumberOfArgumentsAsSqliteDoes) {
  const Connection db;
  const std::string text = "wrong number of arguments to function test_echo()";
  EXPECT_EQ(db.run("SELECT test_echo()"), (Failure{SQLITE_ERROR, text}));
  EXPECT_EQ(db.run("SELECT test_echo('a', 'b', 1, 2)"), (Failure{SQLITE_ERROR, text}));
}

TEST(SqliteFunctions, PassNullEmptyNumbersAndBlobsAsText) {
  const Connection db;
  EXPECT_EQ(db.text("SELECT test_echo(NULL)"), "NULL NULL NULL");
  EXPECT_EQ(db.text("SELECT test_echo('', x'')"), "[]:0 []:0 NULL");
  EXPECT_EQ(db.text("SELECT test_echo(12, 1.5)"), "[12]:2 [1.5]:3 NULL");
  EXPECT_EQ(db.text("SELECT test_echo(x'c3a4')"), "[ä]:2 NULL NULL");
}

TEST(SqliteFunctions, PassTextBehindANulByteAndTextThatIsNotUtf8InFull) {
  const Connection db;
  EXPECT_EQ(db.text("SELECT hex(test_echo(CAST(x'610062' AS TEXT)))"),
            db.text("SELECT hex(x'5b610062') || hex(']:3 NULL NULL')"));
  EXPECT_EQ(db.text("SELECT hex(test_echo(CAST(x'ff61' AS TEXT)))"),
            db.text("SELECT hex(x'5bff61') || hex(']:2 NULL NULL')"));
}

TEST(SqliteFunctions, ReadBooleansAsPostgresDoes) {
  const Connection db;
  for (const char* value : {"1", "'true'", "'T'", "'yes'", "' on '", "'1'", "'TRUE'"}) {
    EXPECT_EQ(db.text(std::string("SELECT test_echo(NULL, NULL, ") + value + ")"),
              "NULL NULL [true]:4");
  }
  for (const char* value : {"0", "'false'", "'F'", "'no'", "'of'", "'off'", "'0'"}) {
    EXPECT_EQ(db.text(std::string("SELECT test_echo(NULL, NULL, ") + value + ")"),
              "NULL NULL [false]:5");
  }
}

TEST(SqliteFunctions, RefuseWhatIsNoBoolean) {
  const Connection db;
  for (const char* value : {"maybe", "o", "2", "", "truee"}) {
    EXPECT_EQ(
        db.run("SELECT test_echo(NULL, NULL, " + literal(value) + ")"),
        (Failure{SQLITE_ERROR, "invalid value for parameter \"flag\": \"" + std::string(value) +
                                   "\"\nDETAIL:  It is a boolean: true or false."}));
  }
}

TEST(SqliteFunctions, ReadTextOfAnUtf16Database) {
  const Connection db;
  ASSERT_EQ(db.run("PRAGMA encoding = 'UTF-16'; CREATE TABLE t (a); INSERT INTO t VALUES ('ä€')"),
            Failure{});
  EXPECT_EQ(db.text("SELECT test_echo(a) FROM t"), "[ä€]:5 NULL NULL");
  EXPECT_EQ(db.text("SELECT test_read('SELECT a, length(a) FROM t')"), "ä€|2");
}

TEST(SqliteFunctions, ReturnNullForNoValue) {
  const Connection db;
  EXPECT_EQ(db.text("SELECT test_null()"), "NULL");
}

TEST(SqliteFunctions, ShowEachFieldOfAnErrorOnItsLine) {
  const Connection db;
  const auto code = std::to_string(static_cast<int>(ErrorCode::kUndefinedRevision));
  EXPECT_EQ(db.run("SELECT test_fail(" + code + ")"), (Failure{SQLITE_ERROR,
                                                               "revision \"zz\" does not exist\n"
                                                               "DETAIL:  It was never stored.\n"
                                                               "HINT:  Did you mean \"zy\"?\n"
                                                               "CONTEXT:  line 1: SELECT 1\n"
                                                               "revision \"a\" upgrade"}));
}

TEST(SqliteFunctions, GiveTheResultCodeThatFitsTheError) {
  const Connection db;
  const auto code_of = [&](ErrorCode code) {
    return db.run("SELECT test_fail(" + std::to_string(static_cast<int>(code)) + ")").code;
  };
  EXPECT_EQ(code_of(ErrorCode::kInvalidParameter), SQLITE_ERROR);
  EXPECT_EQ(code_of(ErrorCode::kStatement), SQLITE_ERROR);
  EXPECT_EQ(code_of(ErrorCode::kDuplicateRevision), SQLITE_CONSTRAINT);
  EXPECT_EQ(code_of(ErrorCode::kForeignKeyViolation), SQLITE_CONSTRAINT_FOREIGNKEY);
  EXPECT_EQ(code_of(ErrorCode::kLockNotAvailable), SQLITE_BUSY);
  EXPECT_EQ(code_of(ErrorCode::kSerialization), SQLITE_BUSY_SNAPSHOT);
  EXPECT_EQ(code_of(ErrorCode::kProgramLimit), SQLITE_TOOBIG);
  EXPECT_EQ(code_of(ErrorCode::kConnectionLost), SQLITE_ABORT);
  EXPECT_EQ(code_of(ErrorCode::kInternal), SQLITE_INTERNAL);
}

TEST(SqliteFunctions, LetNoExceptionPass) {
  const Connection db;
  EXPECT_EQ(db.run("SELECT test_fail('memory')"), (Failure{SQLITE_NOMEM, "out of memory"}));
  EXPECT_EQ(db.run("SELECT test_fail('other')"), (Failure{SQLITE_INTERNAL, "something else"}));
  EXPECT_EQ(db.run("SELECT test_fail('int')").code, SQLITE_INTERNAL);
  EXPECT_EQ(db.run("SELECT test_fail('rows')"),
            (Failure{SQLITE_INTERNAL, "the function did not return one value"}));
  EXPECT_EQ(db.text("SELECT test_echo('still here')"), "[still here]:10 NULL NULL");
}

TEST(SqliteFunctions, KeepTheStatementsOwnErrorCode) {
  const Connection db;
  ASSERT_EQ(db.run("CREATE TABLE t (a UNIQUE, b NOT NULL, c CHECK (c > 0))"), Failure{});
  const auto code_of = [&](const std::string& sql) {
    return db.run("SELECT test_script(" + literal(sql) + ")").code;
  };
  EXPECT_EQ(code_of("INSERT INTO t VALUES (1, 1, 1), (1, 1, 1)"), SQLITE_CONSTRAINT_UNIQUE);
  EXPECT_EQ(code_of("INSERT INTO t VALUES (1, NULL, 1)"), SQLITE_CONSTRAINT_NOTNULL);
  EXPECT_EQ(code_of("INSERT INTO t VALUES (1, 1, 0)"), SQLITE_CONSTRAINT_CHECK);
  EXPECT_EQ(code_of("CREATE TABLE t (a)"), SQLITE_ERROR);
}

// On SQLITE_SCHEMA sqlite3_step compiles the statement again and calls the function once more.
TEST(SqliteFunctions, AreCalledOnceForAStatementThatFailsWithSchema) {
  const Connection db;
  const auto fail_with_schema = [](sqlite3_context* context, int, sqlite3_value**) {
    sqlite3_result_error(context, "stale", -1);
    sqlite3_result_error_code(context, SQLITE_SCHEMA);
  };
  int calls = 0;
  const auto count = [](sqlite3_context* context, int, sqlite3_value**) {
    ++*static_cast<int*>(sqlite3_user_data(context));
  };
  sqlite3_create_function(db.get(), "stale", 0, SQLITE_UTF8, nullptr, fail_with_schema, nullptr,
                          nullptr);
  sqlite3_create_function(db.get(), "counted", 0, SQLITE_UTF8, &calls, count, nullptr, nullptr);
  EXPECT_EQ(db.run("SELECT test_script('SELECT counted(); SELECT stale()')"),
            (Failure{SQLITE_ERROR, "stale\nCONTEXT:  line 1"}));
  EXPECT_EQ(calls, 1);
}

TEST(SqliteFunctions, OnlyReadingOnesWorkInSchemaObjects) {
  const Connection db;
  ASSERT_EQ(db.run("CREATE VIEW reads AS SELECT test_read('SELECT 1') AS a;"
                   "CREATE VIEW changes AS SELECT test_script('SELECT 1') AS a;"
                   "CREATE TABLE t (a);"
                   "CREATE TRIGGER changes_too AFTER INSERT ON t "
                   "BEGIN SELECT test_once('a'); END"),
            Failure{});
  EXPECT_EQ(db.text("SELECT a FROM reads"), "1");
  EXPECT_EQ(db.run("SELECT a FROM changes"),
            (Failure{SQLITE_ERROR, "unsafe use of test_script()"}));
  EXPECT_EQ(db.run("INSERT INTO t VALUES (1)"),
            (Failure{SQLITE_ERROR, "unsafe use of test_once()"}));
}

TEST(SqliteFunctions, AreNeitherInnocuousNorDeterministic) {
  const Connection db;
  constexpr int kInnocuous = SQLITE_INNOCUOUS;
  constexpr int kDeterministic = SQLITE_DETERMINISTIC;
  EXPECT_EQ(db.text("SELECT count(*), sum(flags & " + std::to_string(kInnocuous | kDeterministic) +
                    ") FROM pragma_function_list WHERE name LIKE 'test\\_%' ESCAPE '\\'"),
            "9|0");
  ASSERT_EQ(db.run("CREATE VIEW reads AS SELECT test_read('SELECT 1') AS a;"
                   "PRAGMA trusted_schema = OFF"),
            Failure{});
  EXPECT_EQ(db.run("SELECT a FROM reads"), (Failure{SQLITE_ERROR, "unsafe use of test_read()"}));
  EXPECT_EQ(db.text("SELECT test_script('CREATE TABLE t (a)')"), "done");
}

TEST(SqliteFunctions, OfAChangingVerbCannotBeCalledInsideAScript) {
  const Connection db;
  const std::string before = db.dump();
  EXPECT_EQ(
      db.run("SELECT test_script('CREATE TABLE t (a);\nSELECT test_once(1)')"),
      (Failure{SQLITE_ERROR, "cannot change migrations from inside a script\nCONTEXT:  line 2"}));
  EXPECT_EQ(db.dump(), before);
  EXPECT_EQ(db.text("SELECT test_script('SELECT test_read(''SELECT 1''); CREATE TABLE t (a)')"),
            "done");
}

TEST(SqliteFunctions, OfTwoChangingVerbsRunOneAfterTheOtherInOneSelect) {
  const Connection db;
  EXPECT_EQ(db.text("SELECT test_once('a'), test_once('a'), test_script('CREATE TABLE t (a)')"),
            "applied|nothing to do|done");
}

TEST(SqliteFunctions, AreRegisteredForEachConnectionByItself) {
  const Connection db;
  {
    const Connection other;
    EXPECT_EQ(other.text("SELECT test_echo(1)"), "[1]:1 NULL NULL");
  }
  EXPECT_EQ(db.text("SELECT test_echo(1)"), "[1]:1 NULL NULL");
}

}  // namespace
}  // namespace migrate::test
