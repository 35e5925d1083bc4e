/** Builds what the sources become: contract documents and their types, fixtures as modules, the outline of a world. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { contracts } from './contract/documents.js'
import { missingIn, unusedReasons } from './contract/completeness.js'
import { faultsOf } from './contract/checks.js'
import { writeContract } from './contract/output.js'
import { writeFixtures } from './contract/fixtures.js'
import { writeOutline } from './world/outline.js'

const root = join(import.meta.dirname, '..')

const sources = join(root, 'openapi')
const built = contracts(sources)
const faults = [...faultsOf(built), ...missingIn(built, sources), ...unusedReasons(built, sources)]
if (faults.length > 0) {
  process.stderr.write(`The contract cannot be built:\n${faults.map(fault => `  ${fault}\n`).join('')}`)
  process.exit(1)
}

mkdirSync(join(root, 'build', 'contract'), { recursive: true })
for (const contract of built) await writeContract(contract, join(root, 'build', 'contract'))
writeFixtures(join(root, 'fixtures'), join(root, 'build'))
writeOutline(root)
