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

t.test(
  'an option skips VMs that the domain has already and VMs that are missing, none that another domain has',
  async t => {
    const { ask, get } = await emulator(t, { fixture: 'france-canada-protected' })
    await ask('france', 'POST', `${V2}/vms`, { name: 'new01', memory_mb: 512, num_vcpus: 1 })
    await ask('france', 'POST', '/emulator/v1/clock/advance', { seconds: 5 })
    await ask('france', 'POST', `${V2}/protection_domains`, { value: 'silver' })
    const protect = (domain: string, names: string[]) =>
      ask('france', 'POST', `${V2}/protection_domains/${domain}/protect_vms`, {
        names,
        ignore_dup_or_missing_vms: true
      })
    const { status, body } = await protect('silver', ['new01', 'web01'])
    // Evidence B [C: clients]: a portal sends the option, and handles 422 with these words all the same
    t.match({ status, message: body.message as string }, { status: 422, message: /web01 is already protected/ })
    t.equal((await protect('silver', ['new01', 'nobody'])).status, 201)
    t.equal((await protect('silver', ['new01'])).status, 201, 'asking again is harmless')
    t.match(await get(`${V2}/protection_domains/silver`), { vms: [{ vm_name: 'new01' }] })
  }
)

t.test('what is unknown stays an internal error, with the number of what is not there', async t => {
  const { ask } = await emulator(t, { fixture: 'france-canada-protected' })
  const vm = await ask('france', 'GET', `${V2}/vms/00000000-0000-0000-0000-000000000000`)
  // Evidence B [C: clients]: 500 and 1202
  t.match({ status: vm.status, code: vm.body.error_code.code }, { status: 500, code: 1202 })
  t.equal((await ask('france', 'GET', `${V2}/protection_domains/none`)).status, 500)
})
