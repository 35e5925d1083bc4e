/** Writes docs/coverage.md: how much of each version's published operations is emulated, by tag. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { coverage } from '../server/contracts/coverage.js'
import type { Count, TagCoverage, VersionCoverage } from '../server/contracts/coverage.js'

export const coverageFile = join(import.meta.dirname, '..', 'docs', 'coverage.md')

/** The page as it has to be. */
export function coveragePage(): string {
  const versions = coverage()
  return `# Coverage

Written by \`npm run coverage\` from the contracts and the tests; a test compares. Every operation that the vendor publishes
(AOS 5.6) has an answer: **emulated** ones come from the simulated world; a **stub** is made up from the operation's model,
says so (\`x-pesim: stub\`), and is refused with 501 under \`--strict\`; a **declined** one is a stub on purpose. **Unpublished**
operations are emulated because clients use them. \`GET /emulator/v1/coverage\` tells the same.

Every operation is called with right and with spoilt input (\`test/contract/\`). The test named beside an emulated one drives
it by name, itself or, in v1 and v0.8, as the operation of v2.0 that it is in other words; one that no test names fails the tests.

${table(
  'version',
  versions.map(({ version, ...counts }) => [version, counts])
)}
${versions.map(section).join('\n')}`
}

function section({ version, tags }: VersionCoverage): string {
  return `## ${version}

${table(
  'tag',
  tags.map(({ tag, ...counts }) => [tag, counts])
)}
${tags.map(operations).join('\n')}`
}

function operations({ tag, operations }: TagCoverage): string {
  const lines = operations.map(({ id, method, path, state, reason, tests, published }) => {
    const quiet = published ? '' : ', unpublished'
    return `| ${method} ${path} | ${id} | ${state}${quiet} | ${reason ?? mainTest(tests)} |\n`
  })
  return `### ${tag}\n\n| operation | id | state | test, or reason |\n|---|---|---|---|\n${lines.join('')}`
}

/** One of them is enough to find it. */
function mainTest([first = '']: readonly string[]): string {
  return first === '' ? '' : `\`${first.replace(/^test\//, '')}\``
}

function table(what: string, rows: readonly (readonly [string, Count])[]): string {
  const lines = rows.map(
    ([name, { published, emulated, stub, declined, unpublished }]) =>
      `| ${name} | ${published} | ${emulated} | ${stub} | ${declined} | ${unpublished} |\n`
  )
  return `| ${what} | published | emulated | stub | declined | unpublished |\n|---|---:|---:|---:|---:|---:|\n${lines.join('')}`
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) writeFileSync(coverageFile, coveragePage())
