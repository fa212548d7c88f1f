// Counts the tests of a vitest run from its JSON report, for .ci/run: `node scripts/count-tests.mjs REPORT STATUS` prints
// passed and failed. A file that could not run counts as a failure, and so does a run that failed beside its tests.
import { readFileSync } from 'node:fs'

const [file, status] = process.argv.slice(2)
const report = JSON.parse(readFileSync(file, 'utf8'))
const { numPassedTests: passed, numFailedTests, testResults } = report
const broken = testResults.filter(
  ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((each) => each.status === 'failed'),
)
const failed = numFailedTests + broken.length || (status === '0' ? 0 : 1)
console.log(passed, passed + failed > 0 ? failed : 1)
