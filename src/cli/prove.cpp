#include <fmt/format.h>
#include <map>
#include <memory>
#include <ostream>

#include "cli/commands.hpp"
#include "cli/message.hpp"
#include "model/workflow/proof/proof.hpp"
#include "report/json_writer.hpp"

namespace csr::cli {

namespace {

/// The workflow that is asked about and those it calls, read when they are needed.
class WorkflowFiles {
  public:
    explicit WorkflowFiles(const source::FileSystem& files) : files_(files) {}

    base::Result<const model::Workflow*> read(const std::string& path) {
        const auto known = workflows_.find(path);
        if (known != workflows_.end()) return known->second.workflow.get();
        base::Result<std::string> bytes = files_.read_file(path);
        if (!bytes) return std::unexpected(bytes.error());
        Entry& entry = workflows_[path];
        entry.document = std::make_unique<model::Document>(path, std::move(*bytes), true);
        entry.workflow = std::make_unique<model::Workflow>(*entry.document);
        entry.workflow->set_siblings([this](std::string_view called) -> const model::Workflow* {
            const base::Result<const model::Workflow*> found = read(std::string(called));
            return found ? *found : nullptr;
        });
        return entry.workflow.get();
    }

  private:
    struct Entry {
        std::unique_ptr<model::Document> document;
        std::unique_ptr<model::Workflow> workflow;
    };
    const source::FileSystem& files_;
    std::map<std::string, Entry> workflows_;
};

base::Text headline(const model::ProofAnswer& answer, const model::ProofQuestion& question) {
    const std::string asked = fmt::format("{} {} {}", name_of(question.kind), question.subject, question.object);
    if (answer.result == model::ProofResult::holds && answer.subject_never_runs)
        return {fmt::format("{}: holds, because {} never runs", asked, question.subject),
                fmt::format("{}: 成り立ちます（{} は実行されることがありません）", asked, question.subject)};
    switch (answer.result) {
        case model::ProofResult::holds:
            return {asked + ": holds", asked + ": 成り立ちます"};
        case model::ProofResult::refuted:
            return {asked + ": refuted", asked + ": 成り立ちません"};
        case model::ProofResult::unknown:
            return {asked + ": unknown", asked + ": 判定できません"};
        case model::ProofResult::invalid:
            break;
    }
    return {asked + ": not a valid workflow", asked + ": 有効なワークフローではありません"};
}

std::string text_report(const model::ProofAnswer& answer, const model::ProofQuestion& question,
                        base::Language language) {
    std::string text = headline(answer, question).in(language) + "\n";
    if (answer.counterexample) {
        text += "  " + told(*answer.counterexample).in(language) + "\n";
    } else if (!answer.because.empty()) {
        text += "  " + answer.because.in(language) + "\n";
    }
    return text;
}

void write_place(report::JsonWriter& json, model::Place place) {
    if (!place.valid()) return;
    const source::Source& source = place.tree->source();
    const source::Position position = source.lines().position(syntax::NodeRef(*place.tree, place.node).span().begin);
    json.text("path", source.path());
    json.number("line", position.line);
    json.number("column", position.code_point_column);
}

void write_counterexample(report::JsonWriter& json, const model::Counterexample& example, base::Language language) {
    json.begin_object("counterexample");
    json.text("told", told(example).in(language));
    json.text("event", example.event);
    json.boolean("cancelled", example.cancelled);
    json.begin_object("choices");
    for (const auto& [name, value] : example.choices) json.text(name, value);
    json.end_object();
    json.begin_object("jobs");
    for (const auto& [name, outcome] : example.jobs) json.text(name, outcome);
    json.end_object();
    json.begin_array("steps");
    for (const model::ProofStep& step : example.steps) {
        json.begin_object();
        json.text("text", step.text.in(language));
        write_place(json, step.place);
        json.end_object();
    }
    json.end_array();
    json.end_object();
}

std::string json_report(const model::ProofAnswer& answer, const model::ProofQuestion& question, const std::string& path,
                        base::Language language) {
    report::JsonWriter json(2);
    json.begin_object();
    json.text("file", path);
    json.text("kind", name_of(question.kind));
    json.text("subject", question.subject);
    json.text("object", question.object);
    json.text("result", name_of(answer.result));
    json.boolean("subjectNeverRuns", answer.subject_never_runs);
    json.text_or_null("because", answer.because.in(language));
    json.number("executions", answer.executions);
    if (answer.counterexample) {
        write_counterexample(json, *answer.counterexample, language);
    } else {
        json.key("counterexample");
        json.null();
    }
    json.end_object();
    return json.take();
}

/// Whether `name` is an input of an event that a person or a caller gives inputs to.
bool has_input(const model::Workflow& workflow, std::string_view name) {
    for (const model::Event& event : workflow.events()) {
        const syntax::NodeRef inputs =
            event.config && event.config.is_mapping() ? event.config.find("inputs") : syntax::NodeRef();
        if (!inputs) continue;
        for (const syntax::NodeRef::Pair pair : inputs.pairs()) {
            if (pair.key.is_scalar() && model::lower_case(pair.key.text()) == model::lower_case(name)) return true;
        }
    }
    return false;
}

/// Says when a confirmation is asked for that nobody can give: mostly a slip of the pen.
void note_unknown_input(const Session& session, const model::Workflow& workflow, const model::ProofQuestion& question) {
    if (question.kind != model::ProofKind::confirmation) return;
    const std::string name = question.object.substr(0, question.object.find('='));
    if (has_input(workflow, name)) return;
    const base::Text text{fmt::format("note: the workflow has no input '{}'\n", name),
                          fmt::format("注意: このワークフローに入力 '{}' はありません\n", name)};
    session.invocation().err << text.in(session.language());
}

ExitStatus status_of(model::ProofResult result) {
    if (result == model::ProofResult::holds) return ExitStatus::clean;
    return result == model::ProofResult::refuted ? ExitStatus::findings : ExitStatus::missed;
}

}  // namespace

ExitStatus prove(Session& session) {
    const std::vector<std::string>& operands = session.options().operands;
    const std::string& path = operands[0];
    WorkflowFiles files(session.invocation().files);
    const base::Result<const model::Workflow*> workflow = files.read(path);
    if (!workflow) {
        session.invocation().err << format_error(workflow.error(), session.language());
        return ExitStatus::missed;
    }
    const model::ProofQuestion question{*model::proof_kind(operands[1]), operands[2], operands[3]};
    note_unknown_input(session, **workflow, question);
    const model::ProofAnswer answer = model::prove(**workflow, question);
    const bool json = session.options().format == Format::json;
    const std::string text = json ? json_report(answer, question, path, session.language())
                                  : text_report(answer, question, session.language());
    return session.write(text) ? status_of(answer.result) : ExitStatus::missed;
}

}  // namespace csr::cli
