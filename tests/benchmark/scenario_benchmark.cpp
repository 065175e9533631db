// Measures how the judging of conditional resources grows: scenario_benchmark [--conditions N] [--write FILE]
// [RESOURCES...] Makes a template of that many resources (1,250 to 10,000 without numbers) over N conditions (20), each
// of which hangs on a parameter of its own, judges it by all built-in rules on one thread and prints the time for each
// resource.
#include <chrono>
#include <cstdlib>
#include <fmt/format.h>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "model/cloudformation/schema.hpp"
#include "model/project.hpp"
#include "policy/evaluate.hpp"
#include "source/file_system.hpp"

namespace {

using Clock = std::chrono::steady_clock;

std::string pair(const std::string& key, const std::string& value) { return "\"" + key + "\": " + value; }

std::string choice(std::size_t condition, const std::string& yes, const std::string& no) {
    return fmt::format("{{\"Fn::If\": [\"C{}\", {}, {}]}}", condition, yes, no);
}

/// Resource number `index`: it hangs on one to four of the conditions.
std::string resource(std::size_t index, std::size_t conditions) {
    const std::size_t a = index % conditions;
    const std::size_t b = (index * 7 + 3) % conditions;
    const std::size_t c = (index * 11 + 5) % conditions;
    switch (index % 5) {
        case 0:
            return fmt::format(
                "{{\"Type\": \"AWS::RDS::DBInstance\", \"Condition\": \"C{}\", \"Properties\": {{\"Engine\": "
                "\"mysql\", "
                "\"StorageEncrypted\": {}, \"MultiAZ\": {}, \"BackupRetentionPeriod\": {}}}}}",
                a, choice(b, "true", choice(c, "true", "false")), choice(c, "true", "\"true\""),
                choice(b, "7", choice(c, "14", "30")));
        case 1:
            return fmt::format(
                "{{\"Type\": \"AWS::EC2::SecurityGroup\", \"Properties\": {{\"GroupDescription\": \"g\", "
                "\"SecurityGroupIngress\": [{}, {}, {}]}}}}",
                choice(a, "{\"IpProtocol\": \"tcp\", \"FromPort\": 443, \"ToPort\": 443, \"CidrIp\": \"10.0.0.0/8\"}",
                       "{\"Ref\": \"AWS::NoValue\"}"),
                choice(b, "{\"IpProtocol\": \"tcp\", \"FromPort\": 80, \"ToPort\": 80, \"CidrIp\": \"10.1.0.0/16\"}",
                       "{\"IpProtocol\": \"tcp\", \"FromPort\": 81, \"ToPort\": 81, \"CidrIp\": \"10.2.0.0/16\"}"),
                choice(c, "{\"IpProtocol\": \"tcp\", \"FromPort\": 22, \"ToPort\": 22, \"CidrIp\": \"0.0.0.0/0\"}",
                       "{\"Ref\": \"AWS::NoValue\"}"));
        case 2:
            return fmt::format(
                "{{\"Type\": \"AWS::S3::Bucket\", \"Properties\": {{\"BucketName\": {{\"Fn::Sub\": \"b{}-${{P{}}}\"}}, "
                "\"PublicAccessBlockConfiguration\": {{\"BlockPublicAcls\": {}, \"BlockPublicPolicy\": true, "
                "\"IgnorePublicAcls\": true, \"RestrictPublicBuckets\": {}}}}}}}",
                index, a, choice(a, "true", "false"), choice(b, "true", "true"));
        case 3:
            return fmt::format("{{\"Type\": \"AWS::Logs::LogGroup\", \"Properties\": {{\"RetentionInDays\": {}}}}}",
                               choice(a, "30", choice(b, "90", choice(c, "60", "30"))));
        default:
            return fmt::format(
                "{{\"Type\": \"AWS::Lambda::Function\", \"Properties\": {{\"MemorySize\": {}, \"Timeout\": {}, "
                "\"TracingConfig\": {{\"Mode\": {}}}}}}}",
                choice(a, "512", "1024"), choice(b, "30", "900"), choice(c, "\"Active\"", "\"PassThrough\""));
    }
}

std::string make_template(std::size_t resources, std::size_t conditions) {
    std::string parameters;
    std::string named;
    for (std::size_t i = 0; i < conditions; ++i) {
        const char* const comma = i == 0 ? "" : ", ";
        parameters += comma + pair(fmt::format("P{}", i), "{\"Type\": \"String\", \"Default\": \"off\"}");
        named +=
            comma + pair(fmt::format("C{}", i), fmt::format("{{\"Fn::Equals\": [{{\"Ref\": \"P{}\"}}, \"on\"]}}", i));
    }
    std::string made;
    for (std::size_t i = 0; i < resources; ++i)
        made += (i == 0 ? "\n" : ",\n") + pair(fmt::format("R{}", i), resource(i, conditions));
    return fmt::format("{{\"Parameters\": {{{}}}, \"Conditions\": {{{}}}, \"Resources\": {{{}}}}}\n", parameters, named,
                       made);
}

void measure(std::size_t resources, std::size_t conditions, const csr::policy::RuleSet& rules) {
    csr::source::MemoryFileSystem files("/repo");
    files.add_directory("/repo/.git");
    files.add_file("/repo/stack.json", make_template(resources, conditions));
    csr::model::ProjectOptions options;
    options.threads = 1;
    options.schema = csr::model::cloudformation::resource_properties;
    const std::string root = "/repo";
    const auto begin = Clock::now();
    const auto project = csr::model::Project::load(files, std::span(&root, 1), options);
    const auto loaded = Clock::now();
    const csr::policy::Run run = rules.judge(*project, csr::base::ThreadPool(1));
    const auto end = Clock::now();
    const auto milliseconds = [](auto time) { return std::chrono::duration<double, std::milli>(time).count(); };
    std::cout << fmt::format(
        "{} resources, {} conditions: loaded in {:.0f} ms, judged in {:.0f} ms, {:.1f} us for each resource; {} "
        "verdicts, "
        "{} fail, {} unknown\n",
        resources, conditions, milliseconds(loaded - begin), milliseconds(end - loaded),
        milliseconds(end - begin) * 1000 / static_cast<double>(resources), run.verdicts.size(), run.summary.fail,
        run.summary.unknown);
}

}  // namespace

int main(int count, char** arguments) {
    std::size_t conditions = 20;
    std::vector<std::size_t> sizes;
    std::string file;
    for (int i = 1; i < count; ++i) {
        const std::string argument = arguments[i];
        if (argument == "--conditions" && i + 1 < count)
            conditions = std::stoul(arguments[++i]);
        else if (argument == "--write" && i + 1 < count)
            file = arguments[++i];
        else
            sizes.push_back(std::stoul(argument));
    }
    if (conditions == 0) return EXIT_FAILURE;
    if (sizes.empty()) sizes = {1250, 2500, 5000, 10000};
    if (!file.empty()) {
        std::ofstream(file) << make_template(sizes.back(), conditions);
        return EXIT_SUCCESS;
    }
    const std::vector<csr::policy::Pack> packs = csr::policy::built_in_packs(false);
    const csr::policy::Selection selection;
    const csr::policy::RuleSet rules(packs, selection, csr::policy::Activities{});
    for (const std::size_t size : sizes) measure(size, conditions, rules);
}
