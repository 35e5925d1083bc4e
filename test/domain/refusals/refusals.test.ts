/** Every way in which a rule says no: each code with the commands that provoke it, and that nothing at all has happened. */
import t from 'tap'
import { wireRefusals } from '../../../server/prism/core/refusals.js'
import { fileCases } from './refusal-cases-files.js'
import { inventoryCases } from './refusal-cases-inventory.js'
import { estateCases } from './refusal-cases-estate.js'
import { incidentCases } from './refusal-cases-incidents.js'
import { protectionCases } from './refusal-cases-protection.js'
import type { Case } from './refusal-labs.js'
import { storageCases } from './refusal-cases-storage.js'
import { plain } from './refusal-labs.js'
import { refused } from '../../support/worlds.js'
import type { Command, RefusalCode } from '../../../server/domain/core/tables/vocabulary.js'

/** Refused by facades alone: no command names what is missing. */
const byFacadesAlone: readonly RefusalCode[] = [
  'task/not-found',
  'storage-pool/not-found',
  'metro/not-configured',
  'user/wrong-password',
  'feature/not-available'
]

const cases: Record<string, Case[]> = {}
for (const part of [estateCases, protectionCases, storageCases, inventoryCases, incidentCases, fileCases])
  for (const [code, provoked] of Object.entries(part)) cases[code] = [...(cases[code] ?? []), ...provoked]

for (const [code, provoked] of Object.entries(cases) as [RefusalCode, Case[]][]) {
  t.test(`a command is refused with ${code}, and leaves no trace`, async t => {
    for (const { because, command, in: world = plain } of provoked) {
      const lab = world()
      const request = typeof command === 'function' ? command(lab) : command
      refused(t, lab.engine, { cluster: 'france', user: 'admin', ...request } as Command, code, because)
    }
  })
}

t.test('every code is provoked here, or is known to be used by facades alone', async t => {
  t.same([...Object.keys(cases), ...byFacadesAlone].sort(), Object.keys(wireRefusals).sort())
})
