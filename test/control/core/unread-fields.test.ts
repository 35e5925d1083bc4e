/** The table of fields that were sent for nothing: bounded, whatever names clients make up. */
import t from 'tap'
import { UNREAD_FIELDS_MAX, UnreadFields } from '../../../server/control/core/unread-fields.js'
import { instant } from '../../../server/domain/core/time.js'

const request = { at: instant(1), site: 'france', method: 'GET', operation: 'getVMs' }
const field = (name: string) => ({ in: 'query' as const, name, published: false })

t.test('what has no room is counted, and what has is counted on', async t => {
  const unread = new UnreadFields()
  for (let index = 0; index < UNREAD_FIELDS_MAX; index += 1)
    unread.note(request, { api: 'v2.0', path: '/vms', fields: [field(`a${index}`)] })
  unread.note({ ...request, at: instant(2) }, { api: 'v2.0', path: '/hosts', fields: [field('one'), field('two')] })
  unread.note({ ...request, at: instant(3) }, { api: 'v2.0', path: '/vms', fields: [field('a0')] })
  t.equal(unread.leftOut, 2)
  t.equal(unread.operations.length, 1, 'an operation without fields takes no room either')
  t.same(unread.operations[0]?.fields.get('query a0'), { ...field('a0'), count: 2, first: 1, last: 3 })
  unread.clear()
  t.same([unread.operations, unread.leftOut], [[], 0])
  unread.note(request, { api: 'v2.0', path: '/vms', fields: [field('new')] })
  t.equal(unread.operations.length, 1, 'there is room again')
})
