/**
 * The table of docs/refusals.md: each rule of the product that a request can break, with what a client is told. `npm run
 * coverage` writes it, and ends with 1 when a refusal was not seen by any test that was run, or with another status.
 */
import { join } from 'node:path'
import type { RefusalForm } from '../server/domain/core/index.js'
import { refusals } from '../server/domain/refusals.js'
import type { Note } from './driven.js'

export const refusalsFile = join(import.meta.dirname, '..', 'docs', 'refusals.md')

const CONTROL = 'of the control API, which answers in a form of its own'
const DOMAIN = 'met by commands alone: test/domain/refusals'

/** Refusals that no test meets over HTTP in the product's form, each with its reason. */
const unseen: Readonly<Record<string, string>> = {
  'link/not-found': CONTROL,
  'link/invalid': CONTROL,
  'incident/not-found': CONTROL,
  'incident/invalid': CONTROL,
  'address/exhausted': DOMAIN,
  'snapshot/expired': DOMAIN,
  'file-server/exists': DOMAIN,
  'protection-domain/limit': DOMAIN
}

const forms: [string, RefusalForm][] = Object.entries(refusals)

/** The page as it has to be. */
export const refusalsPage = (): string => `# Refusals

Written by \`npm run coverage\`. Each rule of the product that a request can break has a code, which ends \`detailed_message\`
(\`detailedMessage\` in v1); programs tell them apart by the HTTP status and by \`error_code.code\`. The grade says how well the
status is known ([evidence](evidence.md)); numbers above 90000 are pesim's own ([fidelity](fidelity.md)).
What is not found is 404 in v3.

| code | status | \`error_code\` | exception | grade |
|---|---:|---:|---|---|
${forms.map(([code, form]) => row(code, form)).join('')}`

const statusOf = (form: RefusalForm): number => form.status ?? 500

const row = (code: string, form: RefusalForm): string =>
  `| \`${code}\` | ${statusOf(form)} | ${form.number} | ${form.exception ?? 'RestInternalException'} | ${form.grade ?? 'C'} |\n`

/**
 * What is wrong with the refusals that tests met: those that none met, those met with a status that is not their own, and
 * exceptions that are none. Those of v3, which have a status of their own, are not noted: their form has no code.
 */
export function wrongRefusals(notes: readonly Note[], exceptions: Readonly<Record<string, string>> = unseen): string[] {
  const met = new Set(notes.flatMap(({ refusals: some }) => some))
  const own = new Set(forms.map(([code, form]) => `${code} ${statusOf(form)}`))
  const wrong: string[] = []
  for (const each of met) if (!own.has(each)) wrong.push(`another status than the table's: ${each}`)
  for (const [code, form] of forms) {
    const isMet = met.has(`${code} ${statusOf(form)}`)
    if (isMet && code in exceptions) wrong.push(`met, though listed as never met: ${code}`)
    if (!isMet && !(code in exceptions)) wrong.push(`met by no test: ${code}`)
  }
  for (const code of Object.keys(exceptions)) {
    if (!(code in refusals)) wrong.push(`listed as never met, and no refusal: ${code}`)
  }
  return wrong
}
