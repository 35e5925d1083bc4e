/**
 * Goal: no operation that changes something is open to a viewer. Method: every operation of every document is asked for by
 * a viewer, with a body that nobody could read; a refusal comes before that is noticed.
 */
import t from 'tap'
import type { Method } from '../support/emulator.js'
import { served } from './operations.js'
import { PASSWORD, withUsers } from './with-users.js'

/** The same as in the API, written down again: what a POST may do for somebody who may only look. */
const lookingPosts = ['/tasks/list', '/tasks/poll', '/snapshot_info', '/get_principal_type']
const ownAffairs = ['/users/change_password', '/utils/change_default_system_password']

t.test('a viewer changes nothing, by no operation of any version, and may look at everything', async t => {
  const { ask, as } = await withUsers(t)
  const before = (await ask('france', 'GET', '/emulator/v1/world')).text
  let writes = 0
  for (const user of ['viewer', 'nobody']) {
    const asViewer = as(user, PASSWORD)
    const faults: string[] = []
    for (const { contract, emulated, operation } of served) {
      const { method, path, id } = operation
      if (method === 'GET' && !emulated) continue // stubs take their time, and one GET is as any
      const looks = method === 'GET' || lookingPosts.some(end => path.endsWith(end)) || ownAffairs.includes(path)
      const url = `${contract.bases[0]}${path.replaceAll(/\{\w+\}/g, '1')}`
      const { status, body, headers } = await asViewer('france', method as Method, url, looks ? undefined : 'junk')
      const message = (body as { message?: string } | undefined)?.message ?? ''
      const refused = status === 403 && headers['exception'] === 'AccessDeniedException' && message !== ''
      if (!looks) writes += 1
      if (refused === looks) faults.push(`${method} ${contract.name} ${path} (${id}): ${status}`)
    }
    t.same(faults, [], user)
  }
  t.ok(writes > 2 * 300, `${writes} writes were refused`)
  t.equal((await ask('france', 'GET', '/emulator/v1/world')).text, before, 'the world is as it was, byte for byte')
})
