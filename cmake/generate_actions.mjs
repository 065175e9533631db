// Writes what data/actions.json knows of widely used actions as a constant C++ table.
// `source` is where the facts are published, `compared_with` what they were compared with (null: they come from what is known of
// the action and were not read again); inputs and
// outputs are a superset over the versions named, so that none is called unknown that exists. Without `outputs` they are not known.
// usage: node generate_actions.mjs ACTIONS.json OUTPUT.cpp
import { readFileSync, writeFileSync } from 'node:fs';

const [input, output] = process.argv.slice(2);
const text = (value) => `{${JSON.stringify(value)}, ${Buffer.byteLength(value)}}`;
const by_bytes = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

const members = [];
function span(names, required, deprecated) {
  if (!names || names.length === 0) return '{}';
  const first = members.length;
  for (const name of names) members.push(`{${text(name)}, ${required.includes(name)}, ${deprecated.includes(name)}}`);
  return `{members + ${first}, ${names.length}}`;
}

const rows = [];
for (const { action, removed = [], versions = [] } of JSON.parse(readFileSync(input, 'utf8'))) {
  const name = action.toLowerCase();
  for (const ref of removed) rows.push({ name, ref, line: `{${text(name)}, ${text(ref)}, true, false, {}, false, {}}` });
  for (const version of versions) {
    const inputs = span(version.inputs, version.required ?? [], version.deprecated ?? []);
    const outputs = span(version.outputs, [], []);
    for (const ref of version.refs) {
      rows.push({ name, ref, line: `{${text(name)}, ${text(ref)}, false, ${Boolean(version.free_inputs)}, ${inputs}, ${Boolean(version.outputs)}, ${outputs}}` });
    }
  }
}
rows.sort((a, b) => by_bytes(a.name, b.name) || by_bytes(a.ref, b.ref));
rows.forEach((row, index) => {
  if (index > 0 && rows[index - 1].name === row.name && rows[index - 1].ref === row.ref) throw new Error(`${row.name}@${row.ref} stands twice`);
});

writeFileSync(output, [
  '// Generated from data/actions.json. Do not edit.',
  '#include "model/workflow/popular_actions.hpp"',
  'namespace csr::model {',
  'namespace {',
  'constexpr ActionMember members[] = {', ...members.map((line) => `${line},`), '};',
  'constexpr PopularAction actions[] = {', ...rows.map((row) => `${row.line},`), '};',
  '}  // namespace',
  'std::span<const PopularAction> popular_actions() { return actions; }',
  '}  // namespace csr::model',
  '',
].join('\n'));
