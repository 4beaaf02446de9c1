// Whole scripts for small models of the real kinds. The edges are those that PostgreSQL records.
#include "schema/plan.h"

#include <gtest/gtest.h>

#include <string>

#include "support/expect_error.h"
#include "support/model_text.h"

namespace migrate {
namespace {

using test::error_of;
using test::model_of;
using test::script_of;

// Each table has a foreign key to the other.
constexpr std::string_view kCycle = R"(
  table public.a
    column public.a.id | type=integer | not_null=true
    column public.a.b_id | type=integer
    constraint a_pkey ON public.a | definition=PRIMARY KEY (id) | type=p | index=public.a_pkey
    constraint a_b ON public.a | definition=FOREIGN KEY (b_id) REFERENCES public.b(id) | type=f
  table public.b
    column public.b.id | type=integer | not_null=true
    column public.b.a_id | type=integer
    constraint b_pkey ON public.b | definition=PRIMARY KEY (id) | type=p | index=public.b_pkey
    constraint b_a ON public.b | definition=FOREIGN KEY (a_id) REFERENCES public.a(id) | type=f
  edge CONSTRAINT a_pkey ON public.a -> COLUMN public.a.id | dies
  edge CONSTRAINT a_b ON public.a -> COLUMN public.a.b_id | dies
  edge CONSTRAINT a_b ON public.a -> COLUMN public.b.id
  edge CONSTRAINT a_b ON public.a -> CONSTRAINT b_pkey ON public.b
  edge CONSTRAINT b_pkey ON public.b -> COLUMN public.b.id | dies
  edge CONSTRAINT b_a ON public.b -> COLUMN public.b.a_id | dies
  edge CONSTRAINT b_a ON public.b -> COLUMN public.a.id
  edge CONSTRAINT b_a ON public.b -> CONSTRAINT a_pkey ON public.a)";

TEST(PlanTest, EqualModelsNeedNothing) {
  const Model from = model_of(kCycle);
  const Model to = model_of(kCycle);
  EXPECT_TRUE(plan_difference(from, to).empty());
  EXPECT_EQ(script_of("", ""), "");
}

TEST(PlanTest, TablesThatReferToEachOtherAreCreated) {
  EXPECT_EQ(script_of("", kCycle), R"(CREATE TABLE public.a (
    id integer NOT NULL,
    b_id integer,
    CONSTRAINT a_pkey PRIMARY KEY (id)
);
CREATE TABLE public.b (
    id integer NOT NULL,
    a_id integer,
    CONSTRAINT b_a FOREIGN KEY (a_id) REFERENCES public.a(id),
    CONSTRAINT b_pkey PRIMARY KEY (id)
);
-- Hazard: scans the table: every row is looked up in the referenced table
-- Hazard: can fail: existing rows may violate it
ALTER TABLE public.a ADD CONSTRAINT a_b FOREIGN KEY (b_id) REFERENCES public.b(id);
)");
}

TEST(PlanTest, TablesThatReferToEachOtherAreDropped) {
  EXPECT_EQ(script_of(kCycle, ""), R"(ALTER TABLE public.a DROP CONSTRAINT a_b;
ALTER TABLE public.b DROP CONSTRAINT b_a;
-- Hazard: deletes data: the rows of table public.a are lost
DROP TABLE public.a;
-- Hazard: deletes data: the rows of table public.b are lost
DROP TABLE public.b;
)");
}

TEST(PlanTest, AColumnBecomesPartOfATableThatIsThere) {
  EXPECT_EQ(script_of("table public.t\n  column public.t.a | type=integer", R"(
    table public.t
      column public.t.a | type=integer
      column public.t.b | type=text | not_null=true
        default public.t.b | expression=''::text | statement=ALTER TABLE public.t ALTER COLUMN b
        comment | comment=never empty)"),
            R"(ALTER TABLE public.t ADD COLUMN b text NOT NULL DEFAULT ''::text;
COMMENT ON COLUMN public.t.b IS 'never empty';
)");
}

constexpr std::string_view kView = R"(
  table public.t
    column public.t.id | type=$
      default public.t.id | expression=0 | statement=ALTER TABLE public.t ALTER COLUMN id
    column public.t.name | type=text
  view public.v | definition= SELECT t.id FROM public.t | columns=id $ 0
    comment | comment=All ids
  view public.w | definition= SELECT v.id FROM public.v | columns=id $ 0
  view public.names | definition= SELECT t.name FROM public.t | columns=name text 0
  edge VIEW public.v -> COLUMN public.t.id
  edge VIEW public.w -> VIEW public.v
  edge VIEW public.names -> COLUMN public.t.name
  edge DEFAULT public.t.id -> COLUMN public.t.id | dies
  cast integer>bigint)";

/// The model with `$` replaced.
std::string with(std::string_view model, std::string_view text) {
  std::string result;
  for (const char c : model) {
    if (c == '$') {
      result += text;
    } else {
      result += c;
    }
  }
  return result;
}

TEST(PlanTest, AroundAColumnThatGetsAnotherTypeViewsAreBuiltAgain) {
  EXPECT_EQ(script_of(with(kView, "integer"), with(kView, "bigint")), R"(DROP VIEW public.w;
DROP VIEW public.v;
ALTER TABLE public.t ALTER COLUMN id DROP DEFAULT;
-- Hazard: rewrites the table: the values of column public.t.id become bigint
ALTER TABLE public.t ALTER COLUMN id TYPE bigint;
ALTER TABLE public.t ALTER COLUMN id SET DEFAULT 0;
CREATE OR REPLACE VIEW public.v AS
 SELECT t.id FROM public.t;
CREATE OR REPLACE VIEW public.w AS
 SELECT v.id FROM public.v;
COMMENT ON VIEW public.v IS 'All ids';
)");
}

TEST(PlanTest, DropsGoFromTheOutsideIn) {
  EXPECT_EQ(script_of(with(kView, "integer"), ""), R"(DROP VIEW public.names;
DROP VIEW public.w;
DROP VIEW public.v;
-- Hazard: deletes data: the rows of table public.t are lost
DROP TABLE public.t;
)");
}

TEST(PlanTest, WhatBelongsToATableGoesWithIt) {
  EXPECT_EQ(script_of(R"(
    table public.t
      comment | comment=A table
      column public.t.id | type=integer
        comment | comment=A column
      constraint t_pkey ON public.t | definition=PRIMARY KEY (id) | type=p | index=public.t_pkey
      index public.t_i | definition=CREATE INDEX t_i ON public.t USING btree (id)
      trigger g ON public.t | definition=CREATE TRIGGER g | state=DISABLE
      policy p ON public.t
    function public.f() | definition=CREATE FUNCTION
    edge CONSTRAINT t_pkey ON public.t -> COLUMN public.t.id | dies
    edge INDEX public.t_i -> COLUMN public.t.id | dies
    edge TRIGGER g ON public.t -> FUNCTION public.f())",
                      ""),
            R"(-- Hazard: deletes data: the rows of table public.t are lost
DROP TABLE public.t;
DROP FUNCTION public.f();
)");
}

TEST(PlanTest, ANameIsFreeBeforeItIsTaken) {
  EXPECT_EQ(script_of(R"(
    table public.t
      column public.t.a | type=integer
      index public.x | definition=CREATE INDEX x ON public.t USING btree (a)
    view public.y | definition= SELECT 1
    edge INDEX public.x -> COLUMN public.t.a | dies)",
                      R"(
    table public.t
      column public.t.a | type=integer
      index public.y | definition=CREATE INDEX y ON public.t USING hash (a)
    table public.x
    edge INDEX public.y -> COLUMN public.t.a | dies)"),
            R"(DROP INDEX public.x;
DROP VIEW public.y;
CREATE TABLE public.x ();
-- Hazard: blocks writes: writers of public.t wait for the build
CREATE INDEX y ON public.t USING hash (a);
)");
}

TEST(PlanTest, AReplacedObjectGetsItsCommentBack) {
  constexpr std::string_view kModel = R"(
    table public.t
      column public.t.a | type=integer
      index public.i | definition=CREATE INDEX i ON public.t USING $ (a)
        comment | comment=It's fast
    edge INDEX public.i -> COLUMN public.t.a | dies)";
  EXPECT_EQ(script_of(with(kModel, "btree"), with(kModel, "hash")), R"(DROP INDEX public.i;
-- Hazard: blocks writes: writers of public.t wait for the build
CREATE INDEX i ON public.t USING hash (a);
COMMENT ON INDEX public.i IS 'It''s fast';
)");
}

TEST(PlanTest, WhatCannotBeBuiltAgainIsAnError) {
  constexpr std::string_view kModel = R"(
    table public.t | partition_by=$ (a)
      column public.t.a | type=integer
    table public.u
      column public.u.rows | type=public.t[]
    edge COLUMN public.u.rows -> TABLE public.t)";
  EXPECT_EQ(error_of([&] { script_of(with(kModel, "RANGE"), with(kModel, "LIST")); }),
            "0A000 cannot rebuild table \"public.t\" | table public.t has to be dropped and "
            "created again, but column public.u.rows depends on it. | ");
}

TEST(PlanTest, WhatWaitsForItselfIsAnError) {
  EXPECT_EQ(error_of([] {
              script_of("", R"(
                view public.a | definition= SELECT 1
                view public.b | definition= SELECT 1
                edge VIEW public.a -> VIEW public.b
                edge VIEW public.b -> VIEW public.a)");
            }),
            "0A000 cannot order the changes of this difference | Each of these has to come before "
            "the next: VIEW public.b -> VIEW public.a -> VIEW public.b. | ");
}

TEST(PlanTest, AStatementThatReplacesIsSaidOnce) {
  EXPECT_EQ(script_of("function public.f() | definition=CREATE OR REPLACE FUNCTION f 1 | "
                      "defaults=0",
                      "function public.f() | definition=CREATE OR REPLACE FUNCTION f 2 | "
                      "defaults=0"),
            R"(SET check_function_bodies = off;
CREATE OR REPLACE FUNCTION f 2;
)");
}

TEST(PlanTest, AnEnumLosesAValueInsideOfColumns) {
  constexpr std::string_view kModel = R"(
    enum type public.e | labels=$
      comment | comment=States
    table public.t
      column public.t.state | type=public.e
        default public.t.state | expression='a'::public.e | statement=ALTER TABLE public.t ALTER COLUMN state
    view public.v | definition= SELECT t.state FROM public.t | columns=state e 0
    edge COLUMN public.t.state -> TYPE public.e
    edge DEFAULT public.t.state -> TYPE public.e
    edge DEFAULT public.t.state -> COLUMN public.t.state | dies
    edge VIEW public.v -> COLUMN public.t.state)";
  EXPECT_EQ(script_of(with(kModel, "'a'\\,'b'"), with(kModel, "'a'")), R"(DROP VIEW public.v;
ALTER TABLE public.t ALTER COLUMN state DROP DEFAULT;
ALTER TYPE public.e RENAME TO e__replaced;
CREATE TYPE public.e AS ENUM ('a');
-- Hazard: rewrites the table: the type or collation of column public.t.state is replaced by another of its name
-- Hazard: can fail: a value may not fit the type
ALTER TABLE public.t ALTER COLUMN state TYPE public.e USING state::text::public.e;
ALTER TABLE public.t ALTER COLUMN state SET DEFAULT 'a'::public.e;
CREATE OR REPLACE VIEW public.v AS
 SELECT t.state FROM public.t;
COMMENT ON TYPE public.e IS 'States';
DROP TYPE public.e__replaced;
)");
}

TEST(PlanTest, ASerialColumnIsCreatedAndDropped) {
  constexpr std::string_view kSerial = R"(
    table public.t
      column public.t.id | type=integer | not_null=true
        default public.t.id | expression=nextval('public.s'::regclass) | statement=ALTER TABLE public.t ALTER COLUMN id
    sequence public.s | type=integer | definition= AS integer
      sequence owner public.s | column=public.t.id
    edge DEFAULT public.t.id -> COLUMN public.t.id | dies
    edge DEFAULT public.t.id -> SEQUENCE public.s
    edge SEQUENCE public.s -> COLUMN public.t.id | dies | exists_alone
    edge SEQUENCE OWNER public.s -> COLUMN public.t.id)";
  EXPECT_EQ(script_of("", kSerial), R"(CREATE SEQUENCE public.s AS integer;
CREATE TABLE public.t (
    id integer NOT NULL DEFAULT nextval('public.s'::regclass)
);
ALTER SEQUENCE public.s OWNED BY public.t.id;
)");
  EXPECT_EQ(script_of(kSerial, ""), R"(-- Hazard: deletes data: the rows of table public.t are lost
DROP TABLE public.t;
)");
}

TEST(PlanTest, WhatMayHaveBeenRenamedIsSaid) {
  EXPECT_EQ(script_of("table public.t\n  column public.t.a | type=integer",
                      "table public.t\n  column public.t.b | type=integer"),
            R"(-- Hazard: deletes data: the values of column public.t.a are lost
-- If column public.t.b is public.t.a, renamed, write "-- @renamed from=a" behind it in the model.
ALTER TABLE public.t DROP COLUMN a;
ALTER TABLE public.t ADD COLUMN b integer;
)");
  EXPECT_EQ(script_of("table public.\"a \"\"b\"\n  column public.\"a \"\"b\".c | type=integer",
                      "table public.t\n  column public.t.c | type=integer"),
            R"(-- Hazard: deletes data: the rows of table public."a ""b" are lost
-- If table public.t is public."a ""b", renamed, write "-- @renamed from="a ""b"" behind it in the model.
DROP TABLE public."a ""b";
CREATE TABLE public.t (
    c integer
);
)");
}

TEST(PlanTest, AColumnGoesAndTheViewThatHadItComesBackWithoutIt) {
  EXPECT_EQ(script_of(R"(
    table public.t
      column public.t.a | type=integer
      column public.t.b | type=integer
    view public.v | definition= SELECT t.a, t.b FROM public.t | columns=a integer 0\,b integer 0
    edge VIEW public.v -> COLUMN public.t.a
    edge VIEW public.v -> COLUMN public.t.b)",
                      R"(
    table public.t
      column public.t.a | type=integer
    view public.v | definition= SELECT t.a FROM public.t | columns=a integer 0
    edge VIEW public.v -> COLUMN public.t.a)"),
            R"(DROP VIEW public.v;
-- Hazard: deletes data: the values of column public.t.b are lost
ALTER TABLE public.t DROP COLUMN b;
CREATE OR REPLACE VIEW public.v AS
 SELECT t.a FROM public.t;
)");
}

TEST(PlanTest, AnObjectBecomesAnotherKindUnderItsName) {
  EXPECT_EQ(script_of("view public.x | definition= SELECT 1", "table public.x"),
            R"(DROP VIEW public.x;
CREATE TABLE public.x ();
)");
  EXPECT_EQ(script_of("domain public.x | base_type=text", "enum type public.x | labels='a'"),
            R"(DROP DOMAIN public.x;
CREATE TYPE public.x AS ENUM ('a');
)");
}

}  // namespace
}  // namespace migrate
