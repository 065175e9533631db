// Writes GitHub's schemas of workflows and actions (@actions/workflow-parser) as constant C++ tables.
// usage: node generate_workflow_schema.mjs NODE_MODULES_PARENT OUTPUT.cpp
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [parent, output] = process.argv.slice(2);
const folder = join(parent, 'node_modules', '@actions', 'workflow-parser', 'dist');

// What GitHub asks for when a workflow starts and its schema does not say.
const also_required = {
  'container-mapping': ['image'],
  'service-container-mapping': ['image'],
  'container-registry-credentials': ['username', 'password'],
  'job-factory': ['steps'],
};
// An empty text has a meaning here only as the result of an expression.
const not_empty = ['container'];
// The schema gives this definition another event's name.
const constants = { 'repository-dispatch-string': 'repository_dispatch' };

const builtin = ['any', 'null', 'boolean', 'number', 'string', 'sequence', 'mapping'];
const none = 65535;
const text = (value) => `{${JSON.stringify(value)}, ${Buffer.byteLength(value)}}`;

function table(file, prefix) {
  const { definitions } = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const names = [...builtin, ...Object.keys(definitions).filter((name) => !builtin.includes(name))];
  const index = new Map(names.map((name, position) => [name, position]));
  const at = (name) => {
    if (!index.has(name)) throw new Error(`${file}: no definition ${name}`);
    return index.get(name);
  };
  const properties = [];
  const alternatives = [];
  const values = [];
  const rows = names.map((name) => row(name, definitions[name] ?? { [name]: {} }));

  function row(name, definition) {
    const made = { kind: 'any', non_empty: false, constant: '', begin: 0, end: 0, item: none };
    made.context = (definition.context ?? []).length > 0;
    if (definition['one-of']) {
      made.kind = 'one_of';
      made.begin = alternatives.length;
      const wanted = (option) => (option === 'string' && not_empty.includes(name) ? 'non-empty-string' : option);
      alternatives.push(...definition['one-of'].map((option) => at(wanted(option))));
      made.end = alternatives.length;
    } else if (definition['allowed-values']) {
      made.kind = 'allowed_values';
      made.begin = values.length;
      values.push(...definition['allowed-values']);
      made.end = values.length;
    } else if (definition.mapping) {
      made.kind = 'mapping';
      made.begin = properties.length;
      for (const [key, value] of Object.entries(definition.mapping.properties ?? {})) {
        const required = Boolean(value.required) || (also_required[name] ?? []).includes(key);
        properties.push([key, at(typeof value === 'string' ? value : value.type), required]);
      }
      made.end = properties.length;
      if (name === 'mapping') made.item = at('any');
      if (definition.mapping['loose-value-type']) made.item = at(definition.mapping['loose-value-type']);
    } else if (definition.sequence) {
      made.kind = 'sequence';
      made.item = at(definition.sequence['item-type'] ?? 'any');
    } else if (definition.string) {
      made.kind = 'string';
      made.non_empty = Boolean(definition.string['require-non-empty']);
      made.constant = constants[name] ?? definition.string.constant ?? '';
    } else {
      made.kind = builtin.find((kind) => kind in definition);
      if (made.kind === undefined) throw new Error(`${file}: ${name} is of no known kind`);
    }
    return made;
  }

  const array = (type, what, lines) => [
    `constexpr ${type} ${prefix}_${what}[] = {`, ...(lines.length > 0 ? lines : ['{}']).map((line) => `${line},`), '};'];
  return [
    ...array('SchemaDefinition', 'definitions', rows.map((made, position) =>
      `{${text(names[position])}, SchemaKind::${made.kind}, ${made.non_empty}, ${made.context}, ${text(made.constant)}, ` +
      `${made.begin}, ${made.end}, ${made.item}}`)),
    ...array('SchemaProperty', 'properties', properties.map(([key, type, required]) => `{${text(key)}, ${type}, ${required}}`)),
    ...array('std::uint16_t', 'alternatives', alternatives),
    ...array('std::string_view', 'values', values.map(text)),
    `constexpr SchemaTable ${prefix}_table{${prefix}_definitions, ${prefix}_properties, ${prefix}_alternatives, ${prefix}_values};`,
  ];
}

const lines = [
  '// Generated from @actions/workflow-parser. Do not edit.',
  '#include "model/workflow/schema_table.hpp"',
  'namespace csr::model {',
  'namespace {',
  ...table('workflow-v1.0.min.json', 'workflow'),
  ...table('action-v1.0.min.json', 'action'),
  '}  // namespace',
  'const SchemaTable& workflow_schema() { return workflow_table; }',
  'const SchemaTable& action_schema() { return action_table; }',
  '}  // namespace csr::model',
  '',
];
writeFileSync(output, lines.join('\n'));
