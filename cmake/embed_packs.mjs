// Writes the files of the rule packs as constants, with what a run has to know before it reads them: each pack's and each
// file's digest, and of each rule its name and what it judges. A rule whose head is written in another way than usual has no
// such row and is read at the start; a test compares the rows with what the program's own reader says.
// usage: node embed_packs.mjs RULES_DIR OUTPUT.cpp
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [rules, output] = process.argv.slice(2);
const packs = readdirSync(rules, { withFileTypes: true }).filter((e) => e.isDirectory()).map((e) => e.name).sort();
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
const text = (value) => `{${JSON.stringify(value)}, ${Buffer.byteLength(value)}}`;

function literal(bytes) {
  const lines = [];
  for (let i = 0; i < bytes.length; i += 64) {
    let line = '';
    for (const byte of bytes.subarray(i, i + 64)) line += `\\${byte.toString(8).padStart(3, '0')}`;
    lines.push(`"${line}"`);
  }
  return lines.length > 0 ? lines.join('\n') : '""';
}

// Everything before `tests:`, where they stand last, as they do by convention.
function without_tests(bytes) {
  const keys = [...bytes.toString('latin1').matchAll(/^([^\s#][^:\n]*):/gm)];
  const last = keys.at(-1);
  return last?.[1] === 'tests' ? last.index : bytes.length;
}

function head(content) {
  const field = (pattern) => content.match(pattern)?.[1] ?? '';
  const id = field(/^id: (CSR\d{4})$/m);
  const name = field(/^name: ([a-z0-9-]+)$/m);
  const severity = field(/^severity: (error|warning|note)$/m);
  const target = field(/^target: \{(.*)\}$/m);
  const types = target.match(/^resource: (?:\[([A-Za-z0-9:, ]+)\]|([A-Za-z0-9:]+)|"(\*)")$/);
  const other = target.match(/^([a-z-]+): (true|any)$/);
  const kind = types ? 'resource' : (other?.[1] ?? '');
  if (!id || !name || !severity || !kind) return '{}';
  return `{${text(id)}, ${text(name)}, ${text(severity)}, ${text(kind)}, ${text(types ? (types[1] ?? types[2] ?? types[3]).replaceAll(' ', '') : '')}, ${other?.[2] === 'any'}}`;
}

const rows = [];
const folders = [];
for (const pack of packs) {
  const names = readdirSync(join(rules, pack)).filter((name) => name.endsWith('.yaml')).sort();
  const contents = names.map((name) => readFileSync(join(rules, pack, name)));
  const digests = contents.map(sha256);
  const digest = sha256(names.map((name, i) => `${name}\n${digests[i]}\n`).join(''));
  folders.push(`{${text(pack)}, ${text(digest)}, {files + ${rows.length}, ${names.length}}},`);
  names.forEach((name, i) => {
    const bytes = contents[i];
    const described = name === 'pack.yaml' || /^requirements(-.+)?\.yaml$/.test(name) ? '{}' : head(bytes.toString('utf8'));
    rows.push(`{${text(name)}, {${literal(bytes)}, ${bytes.length}}, ${text(digests[i])}, ${without_tests(bytes)}, ${described}},`);
  });
}
writeFileSync(output, [
  '// Generated from the rules folder. Do not edit.',
  '#include "policy/embedded_packs.hpp"',
  'namespace csr::policy {',
  'namespace {',
  `constexpr EmbeddedFile files[] = {${rows.join('\n')}\n{}};`,
  `constexpr EmbeddedPack packs[] = {${folders.join('\n')}\n{}};`,
  '}  // namespace',
  `std::span<const EmbeddedPack> embedded_packs() { return {packs, ${packs.length}}; }`,
  '}  // namespace csr::policy',
  '',
].join('\n'));
