#include "schema/render.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/model_text.h"

namespace migrate {
namespace {

using test::model_of;
using Type = SchemaOperation::Type;

/// One operation on the first object of a model.
SchemaOperation operation(const Model& model, std::vector<DdlStatement> statements,
                          Type type = Type::kCreate) {
  SchemaOperation result;
  result.type = type;
  result.object = &model[0];
  result.statements = std::move(statements);
  return result;
}

TEST(RenderTest, EachStatementHasItsSemicolon) {
  const Model model = model_of("table public.t");
  EXPECT_EQ(render_operations({operation(model, {{"CREATE TABLE t ()", {}}, {"SELECT 1", {}}}),
                               operation(model, {{"SELECT 2", {}}})},
                              {}),
            "CREATE TABLE t ();\nSELECT 1;\nSELECT 2;\n");
}

TEST(RenderTest, NothingIsAnEmptyScript) {
  const Model model = model_of("function public.f() | definition=CREATE FUNCTION");
  EXPECT_EQ(render_operations({}, {"CAST (a AS b)"}), "");
  EXPECT_EQ(render_operations({operation(model, {})}, {"CAST (a AS b)"}), "");
}

TEST(RenderTest, HazardsAndNotesStandBeforeTheirStatement) {
  const Model model = model_of("table public.t");
  const std::vector<DdlStatement> statements{
      {"DROP TABLE t",
       {{Hazard::Type::kDeletesData, "the rows are lost"}, {Hazard::Type::kCanFail, "it is used"}},
       "If it was renamed, say so."},
      {"SELECT 1", {}}};
  EXPECT_EQ(render_operations({operation(model, statements, Type::kDrop)}, {}),
            "-- Hazard: deletes data: the rows are lost\n"
            "-- Hazard: can fail: it is used\n"
            "-- If it was renamed, say so.\n"
            "DROP TABLE t;\n"
            "SELECT 1;\n");
}

TEST(RenderTest, EveryHazardHasItsName) {
  const Model model = model_of("table public.t");
  DdlStatement statement{"SELECT 1", {}};
  for (const Hazard::Type type :
       {Hazard::Type::kDeletesData, Hazard::Type::kRewritesTable, Hazard::Type::kScansTable,
        Hazard::Type::kBlocksReads, Hazard::Type::kBlocksWrites, Hazard::Type::kCanFail}) {
    statement.hazards.push_back({type, "why"});
  }
  EXPECT_EQ(render_operations({operation(model, {statement})}, {}),
            "-- Hazard: deletes data: why\n-- Hazard: rewrites the table: why\n"
            "-- Hazard: scans the table: why\n-- Hazard: blocks reads: why\n"
            "-- Hazard: blocks writes: why\n-- Hazard: can fail: why\nSELECT 1;\n");
}

TEST(RenderTest, WhatWasNotComparedIsNamedFirst) {
  const Model model = model_of("table public.t");
  EXPECT_EQ(
      render_operations({operation(model, {{"SELECT 1", {}}})}, {"CAST (a AS b)", "AGGREGATE"}),
      "-- Not compared: CAST (a AS b)\n-- Not compared: AGGREGATE\nSELECT 1;\n");
}

TEST(RenderTest, ANameCannotEndItsComment) {
  const Model model = model_of("table public.t");
  EXPECT_EQ(
      render_operations({operation(model, {{"SELECT 1",
                                            {{Hazard::Type::kDeletesData, "of \"a\nb\r\nc\""}},
                                            "If \"a\rDROP TABLE x;\n--\" is"}})},
                        {"CAST (\"\n;\" AS b)"}),
      "-- Not compared: CAST (\" ;\" AS b)\n"
      "-- Hazard: deletes data: of \"a b  c\"\n"
      "-- If \"a DROP TABLE x; --\" is\n"
      "SELECT 1;\n");
}

TEST(RenderTest, APreambleStandsOnceBeforeWhatIsMadeOrChanged) {
  const Model function = model_of("function public.f() | definition=CREATE FUNCTION");
  const Model procedure = model_of("procedure public.p() | definition=CREATE PROCEDURE");
  const Model table = model_of("table public.t");
  for (const Type type : {Type::kCreate, Type::kAlter}) {
    EXPECT_EQ(render_operations({operation(table, {{"CREATE TABLE t ()", {}}}),
                                 operation(function, {{"CREATE FUNCTION f", {}}}, type),
                                 operation(procedure, {{"CREATE PROCEDURE p", {}}}, type)},
                                {"CAST (a AS b)"}),
              "-- Not compared: CAST (a AS b)\n"
              "SET check_function_bodies = off;\n"
              "CREATE TABLE t ();\nCREATE FUNCTION f;\nCREATE PROCEDURE p;\n");
  }
}

TEST(RenderTest, ADropNeedsNoPreamble) {
  const Model function = model_of("function public.f() | definition=CREATE FUNCTION");
  for (const Type type : {Type::kDrop, Type::kDropAside}) {
    EXPECT_EQ(render_operations({operation(function, {{"DROP FUNCTION f()", {}}}, type)}, {}),
              "DROP FUNCTION f();\n");
  }
}

}  // namespace
}  // namespace migrate
