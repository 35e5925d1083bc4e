/** Journal endpoints: find, verify, export, forget. */
import { invalidRequest } from '../core/index.js'
import type { HandlersFor } from '../core/index.js'
import { archiveOf } from './har.js'
import { callDto } from './call-dto.js'
import { compareWith } from './filter.js'
import { verdictOf } from './verify.js'

export const journal: HandlersFor<'getJournal' | 'clearJournal' | 'verifyJournal' | 'exportJournal'> = {
  getJournal: ({ ctx, query: { site, cluster = site, ...rest } }) => {
    if (site !== undefined && site !== cluster) throw invalidRequest('querystring/site and querystring/cluster differ')
    const compare = compareWith(ctx, { ...rest, ...(cluster !== undefined && { cluster }) }, 'querystring')
    const calls = ctx.journal.all.filter(call => compare(call).length === 0)
    return { count: calls.length, calls: calls.map(callDto) }
  },

  clearJournal: ({ ctx }) => {
    ctx.journal.clear()
    return { count: 0, calls: [] }
  },

  verifyJournal: ({ ctx, body }) => verdictOf(ctx, body),
  exportJournal: ({ ctx }) => archiveOf(ctx.journal.all, ctx.version)
}
