// Validates templates with AWS CloudFormation Validate in one process; prints how many findings.
// usage: node peer_cloudformation_validate.mjs NODE_MODULES_PARENT FILE...
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const [parent, ...files] = process.argv.slice(2);
const { RegoEngine, CelEngine, TemplateFile } = createRequire(join(resolve(parent), 'package.json'))('@aws/cloudformation-validate');
const engine = new (CelEngine ?? RegoEngine)();
let findings = 0;
let refused = 0;
for (const file of files) {
  try {
    const report = engine.validateStandard(new TemplateFile(file));
    findings += (report.diagnostics ?? []).length;
  } catch {
    refused += 1;
  }
}
console.log(`${findings} findings, ${refused} templates refused`);
