// Writes, as a constant C++ table, which contexts and functions GitHub offers in the expressions under each workflow key:
// the `context` lists of @actions/workflow-parser's schema, followed down from the root.
// usage: node generate_expression_contexts.mjs NODE_MODULES_PARENT OUTPUT.cpp
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const [parent, output] = process.argv.slice(2);
const schema_path = join(resolve(parent), 'node_modules/@actions/workflow-parser/dist/workflow-v1.0.min.json');
const { definitions } = JSON.parse(readFileSync(schema_path, 'utf8'));
const builtin = new Set(['null', 'boolean', 'number', 'string', 'sequence', 'mapping']);
const by_name = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

const names = [];  // what `context` lists hold; the position is the bit
function bit(name) {
  if (!names.includes(name)) names.push(name);
  return names.indexOf(name);
}
const mask_of = (list) => (list ?? []).reduce((mask, name) => mask | (1 << bit(name)), 0);

// An alternative is "definition@mask": its own context list, or else the one it inherits.
function alternatives(name, inherited, found = new Set()) {
  if (name === 'any') {
    for (const kind of builtin) found.add(`${kind}@${inherited}`);
    return found;
  }
  const definition = definitions[name] ?? {};
  const mask = definition.context?.length ? mask_of(definition.context) : inherited;
  if (definition['one-of']) {
    for (const option of definition['one-of']) alternatives(option, mask, found);
  } else {
    found.add(`${name}@${mask}`);
  }
  return found;
}

function split(alternative) {
  const [name, mask] = alternative.split('@');
  return { name, mask: Number(mask), definition: definitions[name] ?? {} };
}

function takes(name, definition) {
  if (builtin.has(name)) return [name];
  if (definition['allowed-values']) return ['string'];
  return [...builtin].filter((kind) => kind in definition);
}

const states = new Map();  // sorted alternatives -> index
const rows = [];
function state(set) {
  const key = [...set].sort(by_name).join(' ');
  if (states.has(key)) return states.get(key);
  const index = rows.length;
  states.set(key, index);
  const row = { mask: 0, kinds: new Set(), condition: false, edges: new Map() };
  rows.push(row);
  const children = new Map();
  const add = (label, type, mask) => {
    if (!children.has(label)) children.set(label, new Set());
    alternatives(type, mask, children.get(label));
  };
  for (const { name, mask, definition } of [...set].map(split)) {
    row.mask |= mask;
    row.condition ||= name.endsWith('-if');
    takes(name, definition).forEach((kind) => row.kinds.add(kind));
    const mapping = definition.mapping ?? {};
    for (const [key, type] of Object.entries(mapping.properties ?? {})) add(key, typeof type === 'string' ? type : type.type, mask);
    if (mapping['loose-value-type']) add('*', mapping['loose-value-type'], mask);
    if (definition.sequence?.['item-type']) add('[]', definition.sequence['item-type'], mask);
    if (name === 'mapping') add('*', 'any', mask);
    if (name === 'sequence') add('[]', 'any', mask);
  }
  for (const [label, types] of [...children].sort((a, b) => by_name(a[0], b[0]))) row.edges.set(label, state(types));
  return index;
}
state(alternatives('workflow-root-strict', 0));

const edges = [];
const row_texts = rows.map((row) => {
  const first = edges.length;
  for (const [label, target] of row.edges) edges.push(`{${JSON.stringify(label)}, ${target}}`);
  const kinds = [...row.kinds].sort(by_name).map((kind) => `takes_${kind}`).join(' | ') || '0';
  return `    {0x${row.mask.toString(16)}, ${kinds}, ${row.condition}, ${first}, ${row.edges.size}},`;
});
const name_texts = names.map((name) => {
  const [, word, least, most] = /^(\w+)(?:\((\d+),(\d+|MAX)\))?$/.exec(name);
  return `    {"${word}", ${least !== undefined}, ${least ?? 0}, ${most === 'MAX' ? 'unlimited_arguments' : (most ?? 0)}},`;
});
writeFileSync(output, `// Made by cmake/generate_expression_contexts.mjs from @actions/workflow-parser.
#include "model/workflow/expression_place.hpp"

namespace csr::model {
namespace {
constexpr AvailableName names[] = {
${name_texts.join('\n')}
};
constexpr ExpressionEdge edges[] = {
    ${edges.join(',\n    ')},
};
constexpr ExpressionPlace places[] = {
${row_texts.join('\n')}
};
}  // namespace
std::span<const AvailableName> available_names() { return names; }
std::span<const ExpressionEdge> expression_edges() { return edges; }
std::span<const ExpressionPlace> expression_places() { return places; }
}  // namespace csr::model
`);
