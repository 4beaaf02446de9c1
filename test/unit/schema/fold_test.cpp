#include "schema/fold.h"

#include <gtest/gtest.h>

#include <numeric>
#include <string>
#include <vector>

#include "support/model_text.h"

namespace migrate {
namespace {

using test::model_of;
using Type = SchemaOperation::Type;

/// Creations of a model's objects in the order in which their ids are given, folded.
class Folded {
 public:
  explicit Folded(std::string_view text) : model_(model_of(text)) {}

  std::size_t create(std::string_view id, std::vector<std::size_t> after = {}) {
    const std::size_t index = add(Type::kCreate, id);
    list_[index].after = std::move(after);
    const Object& object = *list_[index].object;
    object.kind->create(object, model_, list_[index].creation);
    return index;
  }
  std::size_t add(Type type, std::string_view id) {
    SchemaOperation operation;
    operation.type = type;
    operation.object = &model_[model_.find(id)];
    for (std::size_t i = 0; i < list_.size(); ++i) {
      if (operation.object->parent == kNoObject) break;
      if (list_[i].object == &model_.parent(*operation.object)) operation.parent = i;
    }
    if (type != Type::kCreate) operation.statements.push_back({cat("run ", id), {}});
    list_.push_back(std::move(operation));
    return list_.size() - 1;
  }
  SchemaOperation& operator[](std::size_t index) { return list_[index]; }

  /// The statements, each with a semicolon, then the ids of what became part of another's.
  std::string text() const {
    Order order;
    order.sequence.resize(list_.size());
    std::iota(order.sequence.begin(), order.sequence.end(), std::size_t{0});
    std::string result;
    for (const SchemaOperation& operation : fold(list_, order)) {
      for (const DdlStatement& statement : operation.statements) result += statement.sql + ";\n";
    }
    return result;
  }

 private:
  Model model_;
  std::vector<SchemaOperation> list_;
};

constexpr std::string_view kObjects = R"(
  table public.t | partition_by=RANGE (id)
    column public.t.id | type=integer | not_null=true
      default public.t.id | expression=public.f() | statement=ALTER TABLE public.t ALTER COLUMN id
    column public.t.name | type=text | statistics=7
    constraint t_name ON public.t | definition=CHECK ((name <> ''::text)) | type=c
    constraint t_pkey ON public.t | definition=PRIMARY KEY (id) | type=p
    constraint t_late ON public.t | definition=CHECK ((id > 0)) | type=c | validated=false
    index public.t_i | definition=CREATE INDEX t_i ON public.t USING btree (name)
  table public.u
  sequence public.s)";

TEST(FoldTest, ATableTakesItsColumnsTheirDefaultsAndItsConstraints) {
  Folded folded(kObjects);
  folded.create("TABLE public.t");
  folded.create("COLUMN public.t.id", {0});
  folded.create("DEFAULT public.t.id", {1});
  folded.create("CONSTRAINT t_name ON public.t", {0});
  folded.create("COLUMN public.t.name", {0});
  folded.create("CONSTRAINT t_pkey ON public.t", {1});
  EXPECT_EQ(folded.text(), R"(CREATE TABLE public.t (
    id integer NOT NULL DEFAULT public.f(),
    name text,
    CONSTRAINT t_name CHECK ((name <> ''::text)),
    CONSTRAINT t_pkey PRIMARY KEY (id)
) PARTITION BY RANGE (id);
ALTER TABLE public.t ALTER COLUMN name SET STATISTICS 7;
)");
}

TEST(FoldTest, ATableWithoutColumnsHasItsParentheses) {
  Folded folded(kObjects);
  folded.create("TABLE public.u");
  EXPECT_EQ(folded.text(), "CREATE TABLE public.u ();\n");
}

TEST(FoldTest, WhatNeedsMoreThanComesBeforeTheParentStandsAlone) {
  Folded folded(kObjects);
  folded.create("TABLE public.t");
  folded.create("COLUMN public.t.id", {0});
  folded.create("SEQUENCE public.s");
  folded.create("COLUMN public.t.name", {0, 2});
  EXPECT_EQ(folded.text(), R"(CREATE TABLE public.t (
    id integer NOT NULL
) PARTITION BY RANGE (id);
CREATE SEQUENCE public.s;
ALTER TABLE public.t ADD COLUMN name text;
ALTER TABLE public.t ALTER COLUMN name SET STATISTICS 7;
)");
}

TEST(FoldTest, WhatComesBeforeTheParentAnywayDoesNotHinder) {
  Folded folded(kObjects);
  folded.create("SEQUENCE public.s");
  folded.create("TABLE public.t");
  folded.create("COLUMN public.t.id", {0, 1});
  folded.create("DEFAULT public.t.id", {0, 2});
  EXPECT_EQ(folded.text(), R"(CREATE SEQUENCE public.s;
CREATE TABLE public.t (
    id integer NOT NULL DEFAULT public.f()
) PARTITION BY RANGE (id);
)");
}

// A default goes into its column's own statement where that could not become the table's.
TEST(FoldTest, ASuffixFoldsIntoAColumnThatIsAddedToATable) {
  Folded folded(kObjects);
  folded.add(Type::kAlter, "TABLE public.t");
  folded.create("COLUMN public.t.id");
  folded.create("DEFAULT public.t.id", {1});
  EXPECT_EQ(folded.text(),
            "run TABLE public.t;\nALTER TABLE public.t ADD COLUMN id integer NOT NULL DEFAULT "
            "public.f();\n");
}

TEST(FoldTest, ASuffixThatMustWaitLeavesItsColumnInTheTable) {
  Folded folded(kObjects);
  folded.create("TABLE public.t");
  folded.create("COLUMN public.t.id", {0});
  folded.create("SEQUENCE public.s");
  folded.create("DEFAULT public.t.id", {1, 2});
  EXPECT_EQ(folded.text(), R"(CREATE TABLE public.t (
    id integer NOT NULL
) PARTITION BY RANGE (id);
CREATE SEQUENCE public.s;
ALTER TABLE public.t ALTER COLUMN id SET DEFAULT public.f();
)");
}

// What needs an element that stands alone cannot be in the statement before it.
TEST(FoldTest, WhatNeedsAnElementThatStandsAloneDoesSoToo) {
  Folded folded(kObjects);
  folded.create("TABLE public.t");
  folded.create("SEQUENCE public.s");
  folded.create("COLUMN public.t.id", {0, 1});
  folded.create("CONSTRAINT t_pkey ON public.t", {0, 2});
  EXPECT_EQ(folded.text(), R"(CREATE TABLE public.t () PARTITION BY RANGE (id);
CREATE SEQUENCE public.s;
ALTER TABLE public.t ADD COLUMN id integer NOT NULL;
ALTER TABLE public.t ADD CONSTRAINT t_pkey PRIMARY KEY (id);
)");
}

TEST(FoldTest, AConstraintThatIsNotValidNeverFolds) {
  Folded folded(kObjects);
  folded.create("TABLE public.t");
  folded.create("COLUMN public.t.id", {0});
  folded.create("CONSTRAINT t_late ON public.t", {1});
  EXPECT_EQ(folded.text(), R"(CREATE TABLE public.t (
    id integer NOT NULL
) PARTITION BY RANGE (id);
ALTER TABLE public.t ADD CONSTRAINT t_late CHECK ((id > 0)) NOT VALID;
)");
}

TEST(FoldTest, AnIndexIsAStatementOfItsOwn) {
  Folded folded(kObjects);
  folded.create("TABLE public.t");
  folded.create("COLUMN public.t.name", {0});
  folded.create("INDEX public.t_i", {1});
  EXPECT_EQ(folded.text(), R"(CREATE TABLE public.t (
    name text
) PARTITION BY RANGE (id);
ALTER TABLE public.t ALTER COLUMN name SET STATISTICS 7;
CREATE INDEX t_i ON public.t USING btree (name);
)");
}

TEST(FoldTest, ColumnsStandInTheirPlacesBeforeTheConstraints) {
  Folded folded(kObjects);
  folded.create("TABLE public.t");
  folded.create("CONSTRAINT t_pkey ON public.t", {0});
  folded.create("CONSTRAINT t_name ON public.t", {0});
  const std::size_t name = folded.create("COLUMN public.t.name", {0});
  folded.create("COLUMN public.t.id", {0});
  folded[name].creation.position = 0;
  EXPECT_EQ(folded.text(), R"(CREATE TABLE public.t (
    name text,
    id integer NOT NULL,
    CONSTRAINT t_name CHECK ((name <> ''::text)),
    CONSTRAINT t_pkey PRIMARY KEY (id)
) PARTITION BY RANGE (id);
ALTER TABLE public.t ALTER COLUMN name SET STATISTICS 7;
)");
}

// ADD COLUMN gives the default to the partitions too, but in CREATE TABLE it is only the table's.
TEST(FoldTest, WhatComesWithAnotherIsNotSaidAgainWhereThatFolds) {
  for (const bool folds : {true, false}) {
    Folded folded(kObjects);
    folded.create("TABLE public.t");
    folded.create("SEQUENCE public.s");
    folded.create("COLUMN public.t.id", {0});
    folded.create("DEFAULT public.t.id",
                  folds ? std::vector<std::size_t>{2} : std::vector<std::size_t>{1, 2});
    folded.create("TABLE public.u");
    folded[4].comes_with = 3;
    EXPECT_EQ(folded.text(), cat("CREATE TABLE public.t (\n    id integer NOT NULL",
                                 folds ? " DEFAULT public.f()" : "",
                                 "\n) PARTITION BY RANGE (id);\nCREATE SEQUENCE public.s;\n",
                                 folds ? ""
                                       : "ALTER TABLE public.t ALTER COLUMN id SET DEFAULT "
                                         "public.f();\nCREATE TABLE public.u ();\n"));
  }
}

TEST(FoldTest, DropsAndChangesStayAsTheyAre) {
  Folded folded(kObjects);
  folded.add(Type::kDrop, "SEQUENCE public.s");
  folded.add(Type::kAlter, "TABLE public.t");
  folded.add(Type::kConvert, "COLUMN public.t.id");
  folded.add(Type::kDropAside, "TABLE public.u");
  EXPECT_EQ(folded.text(),
            "run SEQUENCE public.s;\nrun TABLE public.t;\nrun COLUMN public.t.id;\n"
            "run TABLE public.u;\n");
}

}  // namespace
}  // namespace migrate
