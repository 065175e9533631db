// Writes the resource types of @aws-cdk/aws-service-spec as constant C++ tables.
// usage: node generate_resource_schema.mjs NODE_MODULES_PARENT OUTPUT.cpp
import { createRequire } from 'node:module';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const [parent, output] = process.argv.slice(2);
const require = createRequire(join(resolve(parent), 'package.json'));
const { loadAwsServiceSpecSync } = require('@aws-cdk/aws-service-spec');
const db = loadAwsServiceSpecSync();

// What the API references say and the registry's schemas do not: the only values of a property, by type definition.
const amended_values = {
  'AWS::DynamoDB::Table.KeySchema': { KeyType: ['HASH', 'RANGE'] },
  'AWS::DynamoDB::Table.AttributeDefinition': { AttributeType: ['S', 'N', 'B'] },
  'AWS::DynamoDB::Table.SSESpecification': { SSEType: ['KMS'] },
  'AWS::DynamoDB::GlobalTable.KeySchema': { KeyType: ['HASH', 'RANGE'] },
  'AWS::DynamoDB::GlobalTable.AttributeDefinition': { AttributeType: ['S', 'N', 'B'] },
  'AWS::DynamoDB::GlobalTable.SSESpecification': { SSEType: ['KMS'] },
};
// Properties that the Serverless Application Model's reference calls required.
const amended_required = { 'AWS::Serverless::LayerVersion': ['ContentUri'] };

const by_name = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const types = new Map();  // C++ initialiser -> index
const objects = [];       // {name, properties, first, count}
const object_index = new Map();  // $id of a type definition -> index into objects

function type_index(initialiser) {
  if (!types.has(initialiser)) types.set(initialiser, types.size);
  return types.get(initialiser);
}

const scalar = {
  string: 'string', 'date-time': 'string', number: 'floating', integer: 'integer', boolean: 'boolean', null: 'null',
};

// A list of texts as one C literal: each ends with NUL, and so does the whole.
const packed = (values) => `"${values.filter((value) => value !== '').map((value) => JSON.stringify(String(value)).slice(1, -1) + '\\000').join('')}"`;

function scalar_type(type) {
  const kind = `Type::Kind::${scalar[type.type]}`;
  if (!type.allowedValues?.length) return type_index(`{{${kind}}}`);
  return type_index(`{{${kind}}, ${packed([...type.allowedValues].sort(by_name))}}`);
}

function type_of(type, resource) {
  if (type.type in scalar) return scalar_type(type);
  switch (type.type) {
    case 'array': return type_index(`{{Type::Kind::list, &types[${type_of(type.element, resource)}]}}`);
    case 'map': return type_index(`{{Type::Kind::map, &types[${type_of(type.element, resource)}]}}`);
    case 'ref': return type_index(`{{Type::Kind::object, nullptr, &objects[${definition(db.get('typeDefinition', type.reference.$ref), resource)}]}}`);
    case 'tag': return type_index('{{Type::Kind::object, nullptr, &tag_type}}');
    case 'union': {
      // A list of known things or any object; of other unions the table says nothing.
      const lists = type.types.filter((one) => one.type === 'array');
      const list_or_object = type.types.length === 2 && lists.length === 1 && type.types.some((one) => one.type === 'json');
      return type_index(list_or_object
        ? `{{Type::Kind::list, &types[${type_of(lists[0].element, resource)}]}, nullptr, true}` : '{}');
    }
    default: return type_index('{}');  // JSON: anything
  }
}

function definition(entity, resource) {
  if (!object_index.has(entity.$id)) {
    object_index.set(entity.$id, objects.length);
    add_object(`${resource}.${entity.name}`, entity.properties, resource);
  }
  return object_index.get(entity.$id);
}

function add_object(name, properties, resource) {
  const object = { name, fields: [] };
  objects.push(object);
  for (const key of Object.keys(properties).sort(by_name)) {
    const allowedValues = amended_values[name]?.[key];
    const type = allowedValues ? { ...properties[key].type, allowedValues } : properties[key].type;
    object.fields.push([key, type_of(type, resource), Boolean(properties[key].required)]);
  }
}

const resources = [...db.all('resource')].sort((a, b) => by_name(a.cloudFormationType, b.cloudFormationType));
// The resources come first so that they form one sorted span.
resources.forEach((resource) => objects.push({ name: resource.cloudFormationType, fields: [] }));
resources.forEach((resource, index) => {
  for (const key of Object.keys(resource.properties).sort(by_name)) {
    const property = resource.properties[key];
    const required = property.required || amended_required[resource.cloudFormationType]?.includes(key);
    objects[index].fields.push([key, type_of(property.type, resource.cloudFormationType), Boolean(required)]);
  }
});

const text = (value) => `{${JSON.stringify(value)}, ${Buffer.byteLength(value)}}`;
const lines = [
  '// Generated from @aws-cdk/aws-service-spec. Do not edit.',
  '#include "model/cloudformation/schema.hpp"',
  'namespace csr::model::cloudformation {',
  'namespace {',
  `extern const EnumeratedType types[${types.size}];`,
  `extern const TableObjectType objects[${objects.length}];`,
  'constexpr Field tag_fields[] = {{{"Key", 3}, &string_type, true}, {{"Value", 5}, &string_type, true}};',
  'const constinit TableObjectType tag_type{{"Tag", 3}, tag_fields, 2};',
  'constexpr Field fields[] = {',
];
let first = 0;
for (const object of objects) {
  object.first = first;
  for (const [name, type, required] of object.fields) lines.push(`{${text(name)}, &types[${type}], ${required}},`);
  first += object.fields.length;
}
lines.push('};', `const constinit EnumeratedType types[${types.size}] = {`);
for (const initialiser of types.keys()) lines.push(`${initialiser},`);
lines.push('};', `const constinit TableObjectType objects[${objects.length}] = {`);
for (const object of objects) lines.push(`{${text(object.name)}, fields + ${object.first}, ${object.fields.length}},`);
lines.push('};', '}  // namespace',
  `std::span<const TableObjectType> resource_types() { return {objects, ${resources.length}}; }`,
  `std::span<const EnumeratedType> schema_types() { return {types, ${types.size}}; }`,
  'std::span<const ResourceFacts> resource_facts() {',
  'static constexpr ResourceFacts facts[] = {',
  ...resources.map((resource) => `{${packed(Object.keys(resource.attributes).sort(by_name))}, `
    + `${packed(resource.primaryIdentifier ?? [])}, ${Boolean(resource.isStateful)}},`),
  '};', 'return facts;', '}',
  '}  // namespace csr::model::cloudformation', '');
writeFileSync(output, lines.join('\n'));
