// What PostgreSQL writes here was seen on PostgreSQL 15: pg_get_constraintdef of a column of type
// varchar with CHECK (s IN ('a', 'b')), and of the same table after its dump was restored.
#include "schema/sql_text.h"

#include <gtest/gtest.h>

namespace migrate {
namespace {

constexpr const char* kAsMade =
    "CHECK (((s)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[])))";
constexpr const char* kAsRestored =
    "CHECK (((s)::text = ANY (ARRAY[('a'::character varying)::text, "
    "('b'::character varying)::text])))";

TEST(SqlTextTest, AnArraysCastIsThatOfItsElements) {
  EXPECT_TRUE(same_sql(kAsMade, kAsRestored));
  EXPECT_TRUE(same_sql("(ARRAY[f(a, b), c[1]])::app.\"Odd Type\"[]",
                       "ARRAY[(f(a, b))::app.\"Odd Type\", (c[1])::app.\"Odd Type\"]"));
  EXPECT_TRUE(same_sql("(ARRAY[(ARRAY[a])::x[]])::timestamp(3) without time zone[]",
                       "ARRAY[(ARRAY[(a)::x])::timestamp(3) without time zone]"));
}

TEST(SqlTextTest, SpacesOutsideOfQuotesDoNotCount) {
  EXPECT_TRUE(same_sql("SELECT a\n  FROM (VALUES (1)) v", "SELECT a FROM ( VALUES (1)) v"));
  EXPECT_FALSE(same_sql("SELECT 'a b'", "SELECT 'a  b'"));
  EXPECT_FALSE(same_sql("AS $$a  b$$", "AS $$a b$$"));
}

TEST(SqlTextTest, OtherTextsDiffer) {
  EXPECT_FALSE(same_sql("(ARRAY['a'::x])::text[]", "ARRAY['a'::x]"));
  EXPECT_FALSE(same_sql("(ARRAY['a'::x])::text[]", "ARRAY[('a'::x)::varchar]"));
  EXPECT_FALSE(same_sql("'(ARRAY[1])::text[]'", "'ARRAY[(1)::text]'"));
  EXPECT_FALSE(same_sql("a", std::nullopt));
  EXPECT_TRUE(same_sql(std::nullopt, std::nullopt));
}

TEST(SqlTextTest, BrokenTextsAreComparedAsTheyAre) {
  EXPECT_TRUE(same_sql("(ARRAY[", "( ARRAY ["));
  EXPECT_FALSE(same_sql("(ARRAY[1", "(ARRAY[1])"));
  EXPECT_FALSE(same_sql("(ARRAY[1])::text", "(ARRAY[1])::text["));
  EXPECT_FALSE(same_sql("(ARRAY[1])::", "(ARRAY[1])"));
}

TEST(SqlTextTest, AnArraysCastIsKeptByNamingItsOwnType) {
  EXPECT_EQ(keep_array_casts(kAsMade),
            "CHECK (((s)::text = ANY (((ARRAY['a'::character varying, 'b'::character varying])"
            "::character varying[])::text[])))");
}

TEST(SqlTextTest, AnyElementTellsTheArraysType) {
  EXPECT_EQ(keep_array_casts("x = ANY ((ARRAY[v, (a || 'b'::text), 'b'::character varying])"
                             "::text[])"),
            "x = ANY (((ARRAY[v, (a || 'b'::text), 'b'::character varying])::character varying[])"
            "::text[])");
}

TEST(SqlTextTest, WhatTellsNoTypeStays) {
  for (const char* sql : {kAsRestored, "(ARRAY[a, b])::text[]", "'(ARRAY[1::int])::text[]'",
                          "(ARRAY[1::int])::text", "SELECT 1"}) {
    EXPECT_EQ(keep_array_casts(sql), sql);
  }
}

TEST(SqlTextTest, ArraysInArraysAreKeptToo) {
  EXPECT_EQ(keep_array_casts("(ARRAY[((ARRAY['a'::x])::y[])::z])::w[]"),
            "((ARRAY[(((ARRAY['a'::x])::x[])::y[])::z])::z[])::w[]");
}

}  // namespace
}  // namespace migrate
