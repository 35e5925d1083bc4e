/** What requests sent for nothing, by operation: names, never values. */
import { rfc3339 } from '../../domain/core/index.js'
import type { HandlersFor } from '../core/index.js'

/** By which it is asked. */
const keys = ['site', 'method', 'operation'] as const

export const unreadFields: HandlersFor<'getUnreadFields'> = {
  getUnreadFields: ({ ctx: { journal, notesUnread }, query }) => ({
    noted: notesUnread,
    operations: journal.unread.operations
      .filter(unread => keys.every(key => query[key] === undefined || unread[key] === query[key]))
      .map(({ fields, ...operation }) => ({
        ...operation,
        fields: [...fields.values()].map(({ first, last, ...field }) => ({
          ...field,
          first: rfc3339(first),
          first_usecs: first,
          last: rfc3339(last),
          last_usecs: last
        }))
      })),
    left_out: journal.unread.leftOut
  })
}
