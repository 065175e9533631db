// Validates JSON and YAML documents against the project's JSON Schemas with ajv.
// usage: node validate_schemas.mjs NODE_MODULES_PARENT SCHEMA FILE...   ('-' as FILE reads standard input)
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const [parent, schema, ...files] = process.argv.slice(2);
const require = createRequire(join(resolve(parent), 'package.json'));
const { parse } = require('yaml');
const Ajv = require('ajv/dist/2020').default;
const ajv = new Ajv({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true });
require('ajv-formats').default(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(schema, 'utf8')));
let failed = 0;
for (const file of files) {
  const valid = validate(parse(readFileSync(file === '-' ? 0 : file, 'utf8')));
  if (valid) continue;
  failed += 1;
  for (const error of validate.errors.slice(0, 20)) console.log(`${file}${error.instancePath}: ${error.message} ${JSON.stringify(error.params)}`);
}
console.log(`${files.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
