// Writes the files of the rule packs as constants.
// usage: node embed_packs.mjs RULES_DIR OUTPUT.cpp
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [rules, output] = process.argv.slice(2);
const directories = (path) => readdirSync(path, { withFileTypes: true }).filter((e) => e.isDirectory()).map((e) => e.name).sort();
const files = directories(rules).flatMap((pack) =>
  readdirSync(join(rules, pack)).filter((name) => name.endsWith('.yaml')).sort().map((name) => `${pack}/${name}`));

function literal(bytes) {
  const lines = [];
  for (let i = 0; i < bytes.length; i += 64) {
    let line = '';
    for (const byte of bytes.subarray(i, i + 64)) line += `\\${byte.toString(8).padStart(3, '0')}`;
    lines.push(`"${line}"`);
  }
  return lines.length > 0 ? lines.join('\n') : '""';
}

const rows = files.map((file) => {
  const bytes = readFileSync(join(rules, file));
  return `{${JSON.stringify(file)}, {${literal(bytes)}, ${bytes.length}}},`;
});
writeFileSync(output, [
  '// Generated from the rules folder. Do not edit.',
  '#include "policy/embedded_packs.hpp"',
  'namespace csr::policy {',
  'namespace {',
  `constexpr EmbeddedFile files[] = {${rows.join('\n')}\n{{}, {}}};`,
  '}  // namespace',
  `std::span<const EmbeddedFile> embedded_packs() { return {files, ${files.length}}; }`,
  '}  // namespace csr::policy',
  '',
].join('\n'));
