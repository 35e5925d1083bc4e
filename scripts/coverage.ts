/**
 * Writes docs/coverage.md: how much of each version's published operations is emulated, by tag, and how much of that the
 * tests drove when they were last run; and docs/refusals.md. Names emulated operations that no test drives and refusals that
 * no test meets, and ends with 1 when there are any.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { coverage } from '../server/contracts/coverage.js'
import type { Count, TagCoverage, VersionCoverage } from '../server/contracts/coverage.js'
import { drivenIn, recordedNotes } from './driven.js'
import type { Driven } from './driven.js'
import { refusalsFile, refusalsPage, wrongRefusals } from './refusals.js'

export const coverageFile = join(import.meta.dirname, '..', 'docs', 'coverage.md')

/** The page as it has to be. */
export function coveragePage(driven: Driven): string {
  const versions = coverage()
  return `# Coverage

Written by \`npm run coverage\`. Every operation that the vendor publishes (AOS 5.6) has an answer: **emulated** ones come
from the simulated world; a **stub** is made up from the operation's model, says so (\`x-pesim: stub\`), and is refused with
501 under \`--strict\`; a **declined** one is a stub on purpose, for one of the reasons at the end. **Unpublished** operations
are emulated because clients use them. \`GET /emulator/v1/coverage\` tells the same operation by operation.

**Driven** are those emulated operations that a test called and a handler answered, with success or a refusal of the product,
when the tests were last run; in v1 and v0.8 also those whose operation of v2.0, from which they were derived, was. Tests that take their calls from the contract do not count,
though they call every operation with right and with spoilt input (\`test/contract/\`).

${table(
  'version',
  versions.map(version => [version.version, version, drivenOf(version.version, version.tags, driven)])
)}
${versions.map(version => section(version, driven)).join('\n')}
## Declined

| operations | reason |
|---:|---|
${reasons(versions)}`
}

/** The page without what depends on a run of the tests: the last column. */
export const withoutDriven = (page: string): string => page.replaceAll(/^(\|.*\|)[^|]*\|$/gm, '$1')

function section({ version, tags }: VersionCoverage, driven: Driven): string {
  return `## ${version}

${table(
  'tag',
  tags.map(tag => [tag.tag, tag, drivenOf(version, [tag], driven)])
)}`
}

function table(what: string, rows: readonly (readonly [string, Count, number])[]): string {
  const lines = rows.map(
    ([name, { published, emulated, stub, declined, unpublished }, driven]) =>
      `| ${name} | ${published} | ${emulated} | ${stub} | ${declined} | ${unpublished} | ${driven} |\n`
  )
  return `| ${what} | published | emulated | stub | declined | unpublished | driven |\n|---|---:|---:|---:|---:|---:|---:|\n${lines.join('')}`
}

function drivenOf(version: string, tags: readonly TagCoverage[], driven: Driven): number {
  return emulatedIn(version, tags).filter(operation => driven.has(operation)).length
}

const emulatedIn = (version: string, tags: readonly TagCoverage[]): string[] =>
  tags.flatMap(({ operations }) =>
    operations.flatMap(({ id, state }) => (state === 'emulated' ? [`${version} ${id}`] : []))
  )

function reasons(versions: readonly VersionCoverage[]): string {
  const counts = new Map<string, number>()
  for (const { reason } of versions.flatMap(({ tags }) => tags.flatMap(({ operations }) => operations))) {
    if (reason !== null) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  }
  return [...counts]
    .sort(([a, more], [b, less]) => less - more || a.localeCompare(b))
    .map(([reason, count]) => `| ${count} | ${reason} |\n`)
    .join('')
}

/** Emulated operations that no test drives. */
export const undriven = (driven: Driven): string[] =>
  coverage().flatMap(({ version, tags }) => emulatedIn(version, tags).filter(operation => !driven.has(operation)))

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const notes = recordedNotes()
  const driven = drivenIn(notes)
  const alone = undriven(driven)
  const changed = readFileSync(coverageFile, 'utf8') !== coveragePage(driven)
  writeFileSync(coverageFile, coveragePage(driven))
  writeFileSync(refusalsFile, refusalsPage())
  if (changed) console.log('docs/coverage.md has changed')
  const wrong = wrongRefusals(notes)
  if (wrong.length > 0) {
    console.error(`refusals:\n${wrong.join('\n')}`)
    process.exitCode = 1
  }
  if (alone.length > 0) {
    console.error(`${alone.length} emulated operations were driven by no test that was run:\n${alone.join('\n')}`)
    process.exit(1)
  }
}
