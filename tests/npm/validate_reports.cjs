// Validates each *.json of a folder against the JSON Schema it belongs to, and checks that the style sheet of each *.html is the one
// its content security policy allows. usage: node validate_reports.cjs FOLDER
const crypto = require('crypto');
const fs = require('fs');
const path = require('path');
const Ajv2020 = require('ajv/dist/2020');
const addFormats = require('ajv-formats');

const folder = process.argv[2];
const ajv = new Ajv2020({allErrors: true, strict: true, allowUnionTypes: true});
addFormats(ajv);
const load = (name) => JSON.parse(fs.readFileSync(path.join(__dirname, '../../schemas', name), 'utf8'));
const output = ajv.compile(load('output.schema.json'));
const compliance = ajv.compile(load('compliance.schema.json'));

let passed = 0;
let failed = 0;
const check = (name, ok, why) => {
  if (ok) {
    passed += 1;
  } else {
    failed += 1;
    console.log(`${name}: ${why}`);
  }
};

for (const name of fs.readdirSync(folder).sort()) {
  const text = () => fs.readFileSync(path.join(folder, name), 'utf8');
  if (name.endsWith('.compliance.json')) {
    check(name, compliance(JSON.parse(text())), ajv.errorsText(compliance.errors));
  } else if (name.endsWith('.json') && !name.startsWith('rules.')) {
    check(name, output(JSON.parse(text())), ajv.errorsText(output.errors));
  } else if (name.endsWith('.html')) {
    const page = text();
    const style = page.slice(page.indexOf('<style>') + 7, page.indexOf('</style>'));
    const hash = crypto.createHash('sha256').update(style).digest('base64');
    check(name, page.includes(`style-src 'sha256-${hash}'`), `the policy has to allow 'sha256-${hash}'`);
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
