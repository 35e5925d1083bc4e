/** Refusals that clients tell apart by their status: what is there already, in data protection and elsewhere. */
import t from 'tap'
import { emulator } from '../support/emulator.js'

const V2 = '/PrismGateway/services/rest/v2.0'

t.test('a name that a protection domain has is a conflict, in both versions', async t => {
  const { ask } = await emulator(t, { fixture: 'france-canada-protected' })
  // Evidence B [C: clients]: two versions of one portal and a second client read 422 as "there is one already"
  t.equal((await ask('france', 'POST', `${V2}/protection_domains`, { value: 'gold' })).status, 422)
  t.equal(
    (await ask('france', 'POST', '/PrismGateway/services/rest/v1/protection_domains', { value: 'gold' })).status,
    422
  )
})

t.test('a VM that a domain protects cannot be protected again', async t => {
  const { ask } = await emulator(t, { fixture: 'france-canada-protected' })
  await ask('france', 'POST', `${V2}/protection_domains`, { value: 'silver' })
  const { status, body } = await ask('france', 'POST', `${V2}/protection_domains/silver/protect_vms`, {
    names: ['web01']
  })
  // Evidence B [C: clients]: the portal looks for the status and for the words
  t.equal(status, 422)
  t.match(body.message, /already protected/)
})

t.test('what is unknown stays an internal error, with the number of what is not there', async t => {
  const { ask } = await emulator(t, { fixture: 'france-canada-protected' })
  const vm = await ask('france', 'GET', `${V2}/vms/00000000-0000-0000-0000-000000000000`)
  // Evidence B [C: clients]: 500 and 1202
  t.match({ status: vm.status, code: vm.body.error_code.code }, { status: 500, code: 1202 })
  t.equal((await ask('france', 'GET', `${V2}/protection_domains/none`)).status, 500)
})
