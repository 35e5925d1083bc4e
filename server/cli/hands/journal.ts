/** `pesim journal`: the requests that the emulated API received, and what came of them. */
import type { Model } from '../../client/index.js'
import { columns } from '../core/index.js'
import type { RegisterCommand } from '../core/index.js'
import { addHand } from '../running/index.js'

interface JournalFlags {
  readonly operation?: string
  readonly method?: string
  readonly site?: string
  readonly from?: string
  readonly to?: string
  readonly clear?: boolean
}

export const registerJournal: RegisterCommand = (program, io, finish) => {
  addHand<JournalFlags>(program, io, finish, {
    usage: 'journal',
    says: 'print the requests that a running emulator received, oldest first',
    examples: [
      'pesim journal',
      'pesim journal --site canada --method POST',
      'pesim journal --operation migrateProtectionDomain --json',
      'pesim journal --clear'
    ],
    options: [
      ['--operation <id>', 'only of this operation, by its id in the contract'],
      ['--method <verb>', 'only of this verb'],
      ['--site <name>', 'only to this cluster, or to Prism Central'],
      ['--from <instant>', 'only from then on'],
      ['--to <instant>', 'only until then'],
      ['--clear', 'forget all of them']
    ],
    act: async ({ client, flags: { clear = false, operation, method, site, from, to } }) => {
      const query = {
        ...(operation !== undefined && { operation }),
        ...(method !== undefined && { method }),
        ...(site !== undefined && { site }),
        ...(from !== undefined && { from }),
        ...(to !== undefined && { to })
      }
      const journal = clear ? await client.delete('/journal') : await client.get('/journal', { query })
      return { value: journal, lines: linesOf(journal) }
    }
  })
}

function linesOf({ calls }: Model<'Journal'>): string[] {
  if (calls.length === 0) return ['No request.']
  return columns(
    calls.map(({ at, site, method, url, status, refusal, mishap }) => [
      ...[at, site, method, status === undefined ? '-' : String(status), url],
      refusal ?? (mishap === undefined ? '' : `mishap ${mishap}`)
    ])
  )
}
