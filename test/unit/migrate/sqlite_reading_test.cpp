// What the reader finds in the text of a CREATE TABLE is what SQLite has made of it.
#include <gtest/gtest.h>

#include <array>
#include <string>

#include "support/sqlite_facts.h"
#include "unit/migrate/history_database.h"

namespace migrate::test {
namespace {

constexpr auto kTables = std::to_array<const char*>({
    "CREATE TABLE t (a)",
    "CREATE TABLE t (a, b int, c varchar(20), d numeric ( 10 , 2 ), e unsigned big int)",
    "CREATE TABLE t (a \"odd type\", b [other type], c 'text', d `x`)",
    "CREATE TABLE t (a/* c */int/* , b */, -- d int\n b text)",
    "CREATE TABLE t(a int,b int,primary key(a,b))without rowid",
    "CREATE TABLE t (a int, b int, PRIMARY KEY (b, a)) WITHOUT ROWID",
    "CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT)",
    "CREATE TABLE t (a INTEGER, PRIMARY KEY (a AUTOINCREMENT))",
    "CREATE TABLE t (a INTEGER CONSTRAINT k PRIMARY KEY ASC ON CONFLICT FAIL AUTOINCREMENT)",
    "CREATE TABLE t (a INTEGER PRIMARY KEY DESC)",
    "CREATE TABLE t (\"a\" INTEGER, b, PRIMARY KEY ('a' COLLATE nocase DESC))",
    "CREATE TABLE t (a int NOT NULL, b NOT NULL ON CONFLICT IGNORE, c int NULL, d NULL NOT NULL)",
    "CREATE TABLE t (a DEFAULT 1, b DEFAULT -1, c DEFAULT + 2, d DEFAULT 'x''y', e DEFAULT NULL)",
    "CREATE TABLE t (a DEFAULT (1 + (2)), b DEFAULT now, c DEFAULT x'0f', d DEFAULT 1e5)",
    "CREATE TABLE t (a DEFAULT current_timestamp, b DEFAULT true, c DEFAULT \"s\", d DEFAULT bare)",
    "CREATE TABLE t (a DEFAULT 1 DEFAULT 2, b DEFAULT 1 NOT NULL)",
    "CREATE TABLE t (a DEFAULT ('a)b' || 'c('), b DEFAULT (/* ) */ 3))",
    "CREATE TABLE t (a, b AS (a), c GENERATED ALWAYS AS (a + 1) STORED, d AS (a) VIRTUAL)",
    "CREATE TABLE t (a, b int GENERATED ALWAYS AS (a), c text generated  always as (a) NOT NULL)",
    "CREATE TABLE t (a, generated, always, b generated, c generated int)",
    "CREATE TABLE t (a UNIQUE, b, c, UNIQUE (b, c), UNIQUE (c, b), UNIQUE (a, b))",
    "CREATE TABLE t (a UNIQUE ON CONFLICT REPLACE, b CONSTRAINT u UNIQUE UNIQUE, UNIQUE (a))",
    "CREATE TABLE t (a PRIMARY KEY, b, UNIQUE (a))",
    "CREATE TABLE t (a, b, UNIQUE (a COLLATE nocase DESC, \"b\") ON CONFLICT IGNORE)",
    "CREATE TABLE t (a REFERENCES t, b REFERENCES t (a), c, PRIMARY KEY (c))",
    "CREATE TABLE t (a REFERENCES p ON DELETE CASCADE ON UPDATE SET NULL, b REFERENCES p ON DELETE "
    "CASCADE ON DELETE NO ACTION)",
    "CREATE TABLE t (a REFERENCES \"p q\" ON DELETE SET DEFAULT MATCH FULL NOT DEFERRABLE)",
    "CREATE TABLE t (a REFERENCES p (\"x y\") ON UPDATE RESTRICT DEFERRABLE INITIALLY DEFERRED)",
    "CREATE TABLE t (a, b, FOREIGN KEY (a, b) REFERENCES p (x, y) MATCH SIMPLE ON DELETE RESTRICT)",
    "CREATE TABLE t (a, b, CONSTRAINT f FOREIGN KEY (b, a) REFERENCES t)",
    "CREATE TABLE t (a, b, FOREIGN KEY (b, a) REFERENCES t, PRIMARY KEY (b, a))",
    "CREATE TABLE t (a REFERENCES p (x) REFERENCES q (y))",
    "CREATE TABLE t (a REFERENCES p NOT NULL DEFERRABLE INITIALLY DEFERRED)",
    "CREATE TABLE t (a, b, CHECK (a > 0) UNIQUE (b) PRIMARY KEY (a))",
    "CREATE TABLE t (a CHECK (a IN ('x,y', \"b)\")), b, CHECK (')' <> b), CONSTRAINT n CHECK (1))",
    "CREATE TABLE t (a CONSTRAINT n, b CONSTRAINT m NOT NULL CONSTRAINT o, CONSTRAINT p)",
    "CREATE TABLE t (a int, b text) STRICT",
    "CREATE TABLE t (a INTEGER PRIMARY KEY, b ANY) STRICT, WITHOUT ROWID",
    "CREATE TABLE t (a INT PRIMARY KEY)WITHOUT/* x */ROWID,STRICT",
    "CREATE TABLE t (a REAL COLLATE nocase COLLATE rtrim, b TEXT COLLATE \"binary\")",
    "CREATE TABLE \"t\"\"t\" (\"a\"\"b\" int, [c]d int)",
    "CREATE TABLE [t ] ([ a] int, `b`` ` int, 'c''' text, \"\" int)",
    "CREATE TABLE \"größe\" (ä int, Ä int, \"Straße\" text PRIMARY KEY)",
    "CREATE TABLE t (\"check\" int, \"primary\" text, \"unique\", \"foreign\", \"constraint\")",
    "CREATE TABLE t (key int, value, action, cascade, \"order\", \"select\", row, rows, rowid, "
    "oid)",
    "CREATE TABLE t (abort, after, [collate] collate rtrim, \"default\" default 7, \"not\" not "
    "null)",
    "CREATE TABLE if not exists t (a)",
    "CREATE TABLE main.t (a int, b int)",
    "CREATE TABLE main . [t] (a int)",
    "CREATE\nTABLE\tt\n(\na\nint\n)\n",
    "CREATE TABLE t (a int, -- the last\n b int /* ) */ ) -- behind",
    "CREATE TABLE t (a decimal(10,2) not null default 0.00 check (a >= 0) collate nocase unique)",
    "CREATE TABLE t (a int default(3)not null,b int check(b>0)unique,c text default'x'not null)",
    "CREATE TABLE t (a default -x'00', b default - 3, c default 0x1F, d default .5, e default 1.)",
    "CREATE TABLE t (a date default (datetime('now', 'localtime')), b timestamp default "
    "CURRENT_TIMESTAMP)",
    "CREATE TABLE t (a, b, c, PRIMARY KEY (a DESC, b COLLATE rtrim ASC) ON CONFLICT ROLLBACK)",
    "CREATE TABLE t (a int primary key on conflict replace, b unique on conflict abort)",
    "CREATE TABLE t AS SELECT 1 AS a, 'x' AS \"b c\", 2.5 AS \"select\"",
});

TEST(SqliteReading, AgreesWithThePragmas) {
  for (const char* sql : kTables) {
    SCOPED_TRACE(sql);
    const HistoryDatabase db;
    db.sql(sql);
    const auto database = db.open();
    EXPECT_EQ(facts_of_reader(*database), facts_of_pragmas(*database));
  }
}

}  // namespace
}  // namespace migrate::test
