#include "migrate/measuring.h"

#include <gtest/gtest.h>

#include <utility>

#include "support/faulty_database.h"
#include "text.h"
#include "unit/migrate/history_database.h"

namespace migrate::test {
namespace {

// A database whose footprint the test writes.
class Session : public FaultyDatabase {
 public:
  explicit Session(Database& wrapped) : FaultyDatabase(wrapped, kNever, Mode::kOnce) {}

  std::vector<Relation> relations() override { return present; }
  Footprint footprint() override { return now; }

  void lock(std::string_view id, int strength) {
    now.locks.push_back({std::string(id), strength, cat("MODE ", std::to_string(strength))});
    for (const Relation& relation : now.locked) {
      if (relation.id == id) return;
    }
    for (const Relation& relation : present) {
      if (relation.id == id) now.locked.push_back(relation);
    }
  }
  Relation& locked(std::string_view id) {
    for (Relation& relation : now.locked) {
      if (relation.id == id) return relation;
    }
    ADD_FAILURE() << id;
    return now.locked.front();
  }

  std::vector<Relation> present;
  Footprint now;
};

class MeterTest : public testing::Test {
 protected:
  MeterTest() : database_(history_.open()), session_(*database_) {
    session_.present = {table("t"),
                        table("u"),
                        index("i", "t"),
                        {"s", "public.s", Relation::Kind::kOther, "", "s1", true, 0},
                        {"p", "pg_temp.p", Relation::Kind::kTable, "", "p1", false, 0}};
  }

  static Relation table(const std::string& id) {
    return {id, cat("public.", id), Relation::Kind::kTable, "", cat(id, "1"), true, 0};
  }
  static Relation index(const std::string& id, const std::string& of) {
    return {id, cat("public.", id), Relation::Kind::kIndex, of, cat(id, "1"), true, 0};
  }
  static std::string text(const Measurement& measured) {
    return cat(join(measured.locks, ", "), " | ", join(measured.rewritten, ", "), " | ",
               measured.rows_changed ? std::to_string(*measured.rows_changed) : "NULL", " | ",
               std::to_string(measured.bytes_written));
  }
  std::string measure(Meter& meter, const std::function<void()>& body) {
    return text(meter.measure(body));
  }

  HistoryDatabase history_;
  std::unique_ptr<Database> database_;
  Session session_;
};

TEST_F(MeterTest, TellsTheStrongestLockOfEachTableStrongestFirst) {
  Meter meter(session_);
  EXPECT_EQ(measure(meter,
                    [&] {
                      session_.lock("u", 1);
                      session_.lock("u", 3);
                      session_.lock("t", 8);
                      session_.lock("s", 3);
                    }),
            "MODE 8 on public.t, MODE 3 on public.s, MODE 3 on public.u |  | 0 | 0");
}

TEST_F(MeterTest, TellsOnlyLocksThatAreStrongerThanWhatWasHeld) {
  session_.lock("t", 4);
  session_.lock("u", 4);
  Meter meter(session_);
  EXPECT_EQ(measure(meter,
                    [&] {
                      session_.lock("t", 3);
                      session_.lock("u", 5);
                    }),
            "MODE 5 on public.u |  | 0 | 0");
  EXPECT_EQ(measure(meter, [] {}), " |  | 0 | 0");
}

TEST_F(MeterTest, TellsAnIndexOnlyWhereItsTableIsLockedLess) {
  Meter meter(session_);
  EXPECT_EQ(measure(meter,
                    [&] {
                      session_.lock("t", 5);
                      session_.lock("i", 5);
                    }),
            "MODE 5 on public.t |  | 0 | 0");
  EXPECT_EQ(measure(meter, [&] { session_.lock("i", 8); }), "MODE 8 on public.i |  | 0 | 0");
}

TEST_F(MeterTest, LeavesOutWhatNobodyElseCanUse) {
  Meter meter(session_);
  EXPECT_EQ(measure(meter,
                    [&] {
                      session_.lock("p", 8);
                      session_.present.push_back(table("fresh"));
                      session_.lock("fresh", 8);
                    }),
            " |  | 0 | 0");
  meter.refresh();
  session_.now = Footprint();
  EXPECT_EQ(measure(meter,
                    [&] {
                      session_.lock("fresh", 8);
                      session_.locked("fresh").storage = "fresh2";
                    }),
            " |  | 0 | 0");
}

TEST_F(MeterTest, NamesATableAsItWasCalledBefore) {
  Meter meter(session_);
  const auto rename = [&] {
    session_.lock("t", 8);
    session_.locked("t").name = "public.renamed";
  };
  EXPECT_EQ(measure(meter, rename), "MODE 8 on public.t |  | 0 | 0");
  EXPECT_EQ(measure(meter, [&] { session_.locked("t").storage = "t2"; }),
            " | public.renamed | 0 | 0");
}

TEST_F(MeterTest, TellsWhatHasGoneByTheNameThatItHad) {
  Meter meter(session_);
  EXPECT_EQ(measure(meter,
                    [&] {
                      session_.lock("t", 8);
                      session_.now.locked.clear();
                    }),
            "MODE 8 on public.t |  | 0 | 0");
}

TEST_F(MeterTest, TellsRewrittenTablesAndIndexesOfOthers) {
  session_.present.push_back(index("j", "u"));
  for (const std::string_view id : {"t", "i", "j", "s"}) session_.lock(id, 8);
  Meter meter(session_);
  EXPECT_EQ(measure(meter,
                    [&] {
                      for (Relation& relation : session_.now.locked) relation.storage += "new";
                    }),
            " | public.j, public.t | 0 | 0");
  EXPECT_EQ(measure(meter, [] {}), " |  | 0 | 0");
}

TEST_F(MeterTest, CountsRowsAndBytesOfTheStatementAlone) {
  session_.present[0].rows_changed = 10;
  session_.now.rows_changed = 3;
  session_.now.bytes_written = 100;
  Meter meter(session_);
  const auto change = [&] {
    session_.lock("t", 3);
    session_.lock("u", 3);
    session_.locked("t").rows_changed = 12;
    session_.locked("u").rows_changed = 1;
    session_.now.rows_changed = 7;
    session_.now.bytes_written = 150;
  };
  EXPECT_EQ(measure(meter, change), "MODE 3 on public.t, MODE 3 on public.u |  | 7 | 50");
  EXPECT_EQ(measure(meter, [&] { session_.locked("t").rows_changed = 13; }), " |  | 1 | 0");
  // As TRUNCATE does.
  EXPECT_EQ(measure(meter, [&] { session_.locked("t").rows_changed = 0; }), " |  | 0 | 0");
}

TEST_F(MeterTest, KnowsNoRowsWhereTheServerDoesNotCount) {
  session_.present[0].rows_changed.reset();
  Meter meter(session_);
  EXPECT_EQ(measure(meter, [&] { session_.lock("t", 3); }), "MODE 3 on public.t |  | NULL | 0");
}

}  // namespace
}  // namespace migrate::test
