/** Writes docs/coverage.md: how much of each version's published operations is emulated, by tag. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { coverage } from '../server/coverage.js'
import type { Count, VersionCoverage } from '../server/coverage.js'

export const coverageFile = join(import.meta.dirname, '..', 'docs', 'coverage.md')

/** The page as it has to be. */
export function coveragePage(): string {
  const versions = coverage()
  return `# Coverage

Written by \`npm run coverage\` from the contracts; a test compares. Every operation that the vendor publishes (AOS 5.6) has
an answer: **emulated** ones come from the simulated world, a **stub** is made up from the operation's model, says so
(\`x-pesim: stub\`), and is refused with 501 under \`--strict\`. **Unpublished** operations are emulated because clients use them.
\`GET /emulator/v1/coverage\` tells the same of each operation.

${table(
  'version',
  versions.map(({ version, ...counts }) => [version, counts])
)}
${versions.map(section).join('\n')}`
}

function section({ version, tags }: VersionCoverage): string {
  return `## ${version}\n\n${table(
    'tag',
    tags.map(({ tag, ...counts }) => [tag, counts])
  )}`
}

function table(what: string, rows: readonly (readonly [string, Count])[]): string {
  const lines = rows.map(
    ([name, { published, emulated, stub, unpublished }]) =>
      `| ${name} | ${published} | ${emulated} | ${stub} | ${unpublished} |\n`
  )
  return `| ${what} | published | emulated | stub | unpublished |\n|---|---:|---:|---:|---:|\n${lines.join('')}`
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) writeFileSync(coverageFile, coveragePage())
