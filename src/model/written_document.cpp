#include "model/written_document.hpp"

#include "model/object_type.hpp"

namespace csr::model {

namespace {

constexpr Field section_fields[] = {
    {"heading", &string_type, true}, {"level", &integer_type, true},  {"under", &string_list_type, true},
    {"text", &string_type, true},    {"filled", &boolean_type, true}, {"items", &integer_type, true},
    {"tables", &integer_type, true}, {"code", &integer_type, true},
};
const FixedObjectType section_table("Section", section_fields);
const Type section_object{Type::Kind::object, nullptr, &section_table};
const Type section_list{Type::Kind::list, &section_object};

constexpr Field link_fields[] = {{"target", &string_type, true}, {"path", &string_type, true}};
const FixedObjectType link_table("Link", link_fields);
const Type link_object{Type::Kind::object, nullptr, &link_table};
const Type link_list{Type::Kind::list, &link_object};

const Field markdown_fields[] = {{"path", &string_type, true},
                                 {"headings", &string_list_type, true},
                                 {"sections", &section_list, true},
                                 {"links", &link_list, true}};
const FixedObjectType markdown_table("Document", markdown_fields);

constexpr Field command_fields[] = {
    {"name", &string_type, true}, {"words", &string_list_type, true}, {"text", &string_type, true}};
const FixedObjectType command_table("ScriptCommand", command_fields);
const Type command_object{Type::Kind::object, nullptr, &command_table};
const Type command_list{Type::Kind::list, &command_object};

const Field script_fields[] = {
    {"path", &string_type, true},         {"shebang", &string_type, true},      {"text", &string_type, true},
    {"options", &string_list_type, true}, {"commands", &command_list, true},    {"reads", &string_list_type, true},
    {"assigns", &string_list_type, true}, {"demands", &string_list_type, true},
};
const FixedObjectType script_table("Script", script_fields);

constexpr Field entry_fields[] = {{"name", &string_type, true}, {"value", &string_type, true}};
const FixedObjectType entry_table("EnvironmentEntry", entry_fields);
const Type entry_object{Type::Kind::object, nullptr, &entry_table};
const Type entry_list{Type::Kind::list, &entry_object};
const Type string_map{Type::Kind::map, &string_type};

const Field environment_fields[] = {
    {"path", &string_type, true}, {"entries", &entry_list, true}, {"variables", &string_map, true}};
const FixedObjectType environment_table("EnvironmentFile", environment_fields);

/// A block holds blocks: the type knows itself.
struct BlockType final : ObjectType {
    Type object{Type::Kind::object, nullptr, this};
    Type list{Type::Kind::list, &object};
    Field own[4] = {{"type", &string_type, true},
                    {"labels", &string_list_type, true},
                    {"attributes", &dynamic_map_type, true},
                    {"blocks", &list, true}};
    FixedObjectType table{"TerraformBlock", own};

    [[nodiscard]] std::string_view name() const override { return table.name(); }
    [[nodiscard]] const Field* field(std::string_view wanted) const override { return table.field(wanted); }
    [[nodiscard]] std::span<const Field> fields() const override { return table.fields(); }
};

const BlockType& block_type() {
    static const BlockType type;
    return type;
}

struct TerraformType {
    Field fields[2] = {{"path", &string_type, true}, {"blocks", &block_type().list, true}};
    FixedObjectType table{"TerraformFile", fields};
};

}  // namespace

const ObjectType& markdown_type() { return markdown_table; }
const ObjectType& script_type() { return script_table; }
const ObjectType& environment_file_type() { return environment_table; }
const ObjectType& terraform_type() {
    static const TerraformType type;
    return type.table;
}

}  // namespace csr::model
