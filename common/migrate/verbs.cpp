#include "migrate/verbs.h"

#include <array>
#include <string>

#include "migrate/applying.h"
#include "migrate/approval.h"
#include "migrate/authoring.h"
#include "migrate/autogenerate.h"
#include "migrate/bundles.h"
#include "migrate/ddl_watch.h"
#include "migrate/deploying.h"
#include "migrate/drift.h"
#include "migrate/linting.h"
#include "migrate/looking.h"
#include "migrate/offline.h"
#include "migrate/rehearsal.h"
#include "migrate/verify.h"
#include "text.h"

namespace migrate {
namespace {

using enum Type;

constexpr std::array kRevision{Parameter{"message"},
                               Parameter{"upgrade"},
                               Parameter{"downgrade"},
                               Parameter{"head", kText, false, "'head'"},
                               Parameter{"splice", kBoolean, false, "false"},
                               Parameter{"branch_label"},
                               Parameter{"depends_on"},
                               Parameter{"rev_id"}};
constexpr std::array kMerge{Parameter{"revisions", kText, false, "'heads'"}, Parameter{"message"},
                            Parameter{"branch_label"}, Parameter{"rev_id"},
                            Parameter{"splice", kBoolean, false, "false"}};
constexpr std::array kEdit{Parameter{"revision", kText, true}, Parameter{"upgrade"},
                           Parameter{"downgrade"}, Parameter{"message"}};
constexpr std::array kOneRevision{Parameter{"revision", kText, true}};
constexpr std::array kApprove{Parameter{"revision", kText, true}, Parameter{"hash"}};
constexpr std::array kScripts{Parameter{"scripts", kText, true}};
constexpr std::array kRange{Parameter{"range"}};
constexpr std::array kRequiredRange{Parameter{"range", kText, true}};
constexpr std::array kTarget{Parameter{"target", kText, false, "'head'"}};
constexpr std::array kRequiredTarget{Parameter{"target", kText, true}};
constexpr std::array kStamp{Parameter{"target", kText, true},
                            Parameter{"purge", kBoolean, false, "false"}};
constexpr std::array kCheckHeads{Parameter{"check_heads", kBoolean, false, "false"}};
constexpr std::array kName{Parameter{"name", kText, true}};
constexpr std::array kNameAndValue{Parameter{"name", kText, true}, Parameter{"value", kText, true}};
constexpr std::array kAutogenerate{Parameter{"message"},
                                   Parameter{"head", kText, false, "'head'"},
                                   Parameter{"splice", kBoolean, false, "false"},
                                   Parameter{"branch_label"},
                                   Parameter{"depends_on"},
                                   Parameter{"rev_id"},
                                   Parameter{"adopt", kBoolean, false, "false"}};
constexpr std::array kSetModel{Parameter{"ddl", kText, true}, Parameter{"schemas"}};
constexpr std::array kTwoTexts{Parameter{"from_ddl", kText, true},
                               Parameter{"to_ddl", kText, true}};
constexpr std::array kWatch{Parameter{"watch", kBoolean, true}};
constexpr std::span<const Parameter> kNone;

constexpr std::array kHistoryColumns{Column{"revision"},
                                     Column{"down_revision"},
                                     Column{"branch_labels"},
                                     Column{"depends_on"},
                                     Column{"message"},
                                     Column{"is_head", kBoolean},
                                     Column{"is_branch_point", kBoolean},
                                     Column{"is_merge_point", kBoolean},
                                     Column{"is_applied", kBoolean},
                                     Column{"is_current", kBoolean},
                                     Column{"created_at", kTimestamp},
                                     Column{"applied_at", kTimestamp},
                                     Column{"hash"}};
constexpr std::array kPlanColumns{Column{"step", kInteger}, Column{"operation"}, Column{"revision"},
                                  Column{"message"}, Column{"reason"}};
constexpr std::array kLintColumns{
    Column{"revision"},       Column{"rule"},      Column{"severity"}, Column{"number", kInteger},
    Column{"line", kInteger}, Column{"statement"}, Column{"why"},      Column{"instead"}};
constexpr std::array kDiffColumns{Column{"kind"},      Column{"object"}, Column{"change"},
                                  Column{"statement"}, Column{"hazard"}, Column{"reason"}};
constexpr std::array kDriftColumns{Column{"kind"}, Column{"object"}, Column{"change"},
                                   Column{"detail"}};
constexpr std::array kRehearsalColumns{Column{"revision"},
                                       Column{"direction"},
                                       Column{"statement_number", kInteger},
                                       Column{"line", kInteger},
                                       Column{"statement"},
                                       Column{"duration_ms", kDouble},
                                       Column{"locks"},
                                       Column{"rewritten"},
                                       Column{"rows_changed", kInteger},
                                       Column{"bytes_written", kInteger},
                                       Column{"result"},
                                       Column{"detail"}};
constexpr std::array kVerifyColumns{Column{"revision"}, Column{"result"}, Column{"detail"}};
constexpr std::array kHelpColumns{Column{"function"}, Column{"description"}};
constexpr std::span<const Column> kScalar;

using Kind = Verb::Kind;

constexpr std::array kVerbs{
    Verb{"migrate_revision", Kind::kChange, kRevision, kScalar,
         "Stores a revision and returns its id", revision},
    Verb{"migrate_autogenerate", Kind::kChange, kAutogenerate, kScalar,
         "Stores the difference between the schema and the model as a revision and returns its id",
         autogenerate},
    Verb{"migrate_merge", Kind::kChange, kMerge, kScalar,
         "Stores a revision that merges several heads and returns its id", merge},
    Verb{"migrate_edit", Kind::kChange, kEdit, kScalar,
         "Changes the scripts or the message of a revision that is not applied", edit},
    Verb{"migrate_remove", Kind::kChange, kOneRevision, kScalar,
         "Removes a head that is not applied", remove},
    Verb{"migrate_import", Kind::kChange, kScripts, kScalar,
         "Stores all scripts of a text, in any order, all or nothing", import_scripts},
    Verb{"migrate_export", Kind::kRead, kRange, kScalar, "Returns the stored scripts as one text",
         export_scripts},
    Verb{"migrate_approve", Kind::kChange, kApprove, kScalar,
         "Approves revisions as they are, for setting require_approval", approve},
    Verb{"migrate_set_model", Kind::kChange, kSetModel, kScalar,
         "Stores the desired schema, given as DDL", set_model},
    Verb{"migrate_model", Kind::kRead, kNone, kScalar, "Returns the desired schema's DDL", model},
    Verb{"migrate_upgrade", Kind::kChange, kTarget, kScalar,
         "Applies all revisions up to the target in one transaction", upgrade},
    Verb{"migrate_downgrade", Kind::kChange, kRequiredTarget, kScalar,
         "Reverts all revisions above the target in one transaction", downgrade},
    Verb{"migrate_deploy", Kind::kProcedure, kTarget, kScalar,
         "Applies all revisions up to the target, each in its own transaction", deploy},
    Verb{"migrate_stamp", Kind::kChange, kStamp, kScalar,
         "Records revisions as applied without running their scripts", stamp},
    Verb{"migrate_rehearse", Kind::kRehearsal, kTarget, kRehearsalColumns,
         "Runs the pending revisions, lists what each statement costs, and undoes all of it",
         rehearse},
    Verb{"migrate_verify", Kind::kRehearsal, kRange, kVerifyColumns,
         "Runs revisions up, down and up again, lists what differs then, and undoes all of it",
         verify},
    Verb{"migrate_upgrade_sql", Kind::kRead, kTarget, kScalar,
         "Returns an upgrade as a script that needs no extension", upgrade_sql},
    Verb{"migrate_downgrade_sql", Kind::kRead, kRequiredRange, kScalar,
         "Returns a downgrade as a script that needs no extension", downgrade_sql},
    Verb{"migrate_current", Kind::kRead, kCheckHeads, kScalar,
         "Returns the applied heads, one on each line", current},
    Verb{"migrate_history", Kind::kList, kRange, kHistoryColumns,
         "Lists the revisions, newest first", list_history},
    Verb{"migrate_heads", Kind::kList, kNone, kHistoryColumns,
         "Lists the revisions that no other revises", list_heads},
    Verb{"migrate_branches", Kind::kList, kNone, kHistoryColumns,
         "Lists the revisions that several others revise", list_branches},
    Verb{"migrate_show", Kind::kRead, kOneRevision, kScalar, "Returns a revision as a script",
         show},
    Verb{"migrate_plan", Kind::kList, kTarget, kPlanColumns,
         "Lists the steps that an upgrade or downgrade to the target would take", list_plan},
    Verb{"migrate_lint", Kind::kList, kTarget, kLintColumns,
         "Lists what could go wrong with the upgrade scripts up to the target", list_lint},
    Verb{"migrate_diff", Kind::kList, kNone, kDiffColumns,
         "Lists the statements that turn the schema into the model", list_diff},
    Verb{"migrate_diff_sql", Kind::kRead, kTwoTexts, kScalar,
         "Returns a script that turns one schema, given as DDL, into another", diff_sql},
    Verb{"migrate_drift", Kind::kList, kNone, kDriftColumns,
         "Lists what was changed of the schema outside of migrations", list_drift},
    Verb{"migrate_check", Kind::kRead, kNone, kScalar,
         "Raises an error that lists what is pending or was changed, if anything is", check},
    Verb{"migrate_watch_ddl", Kind::kChange, kWatch, kScalar,
         "Starts or ends recording who changes the schema outside of migrations", watch_ddl},
    Verb{"migrate_setting", Kind::kRead, kName, kScalar, "Returns a setting", read_setting},
    Verb{"migrate_setting", Kind::kChange, kNameAndValue, kScalar,
         "Stores a setting; NULL brings back its default", write_setting},
    Verb{"migrate_help", Kind::kList, kNone, kHelpColumns, "Lists these functions", list_help},
};

std::string_view type_name(Type type) {
  switch (type) {
    case kText:
      return "text";
    case kBoolean:
      return "boolean";
    case kInteger:
      return "bigint";
    case kDouble:
      return "double precision";
    case kTimestamp:
      return "timestamp with time zone";
  }
  return {};
}

}  // namespace

std::span<const Verb> verbs() { return kVerbs; }

const Verb* find_verb(std::string_view name, std::size_t parameter_count) {
  for (const Verb& verb : kVerbs) {
    if (verb.name == name && verb.parameters.size() == parameter_count) return &verb;
  }
  return nullptr;
}

std::string signature(const Verb& verb) {
  std::vector<std::string> parameters;
  for (const Parameter& parameter : verb.parameters) {
    std::string text = cat(parameter.name, " ", type_name(parameter.type));
    if (!parameter.required) text += cat(" DEFAULT ", parameter.default_sql);
    parameters.push_back(std::move(text));
  }
  const std::string_view result = verb.returns_rows() ? "rows" : "text";
  return cat(verb.name, "(", join(parameters, ", "), ") -> ", result);
}

}  // namespace migrate
