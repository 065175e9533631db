// Validates OSCAL documents against the schemas of NIST, which are draft 7.
// usage: node validate_oscal.mjs NODE_MODULES_PARENT SCHEMA FILE...
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const [parent, schema, ...files] = process.argv.slice(2);
const require = createRequire(join(resolve(parent), 'package.json'));
const Ajv = require('ajv').default;
const ajv = new Ajv({ allErrors: true, strict: false });
require('ajv-formats').default(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(schema, 'utf8')));
let failed = 0;
for (const file of files) {
  if (validate(JSON.parse(readFileSync(file, 'utf8')))) continue;
  failed += 1;
  for (const error of validate.errors.slice(0, 20)) console.log(`${file}${error.instancePath}: ${error.message} ${JSON.stringify(error.params)}`);
}
console.log(`${files.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
