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

t.test('what is unknown, or wrong by a rule is an internal error with a number that tells it', async t => {
  const { ask } = await emulator(t, { fixture: 'france-canada-protected' })
  await ask('france', 'POST', '/emulator/v1/clock/advance', {
    until_event: { type: 'replication-started', cluster: 'france', name: 'gold' }
  })
  const [{ id }] = (await ask('france', 'GET', `${V2}/protection_domains/gold/replications`)).body.entities
  const V1 = '/PrismGateway/services/rest/v1'
  const site = { name: 'canada', remote_ip_ports: { '127.0.0.2': 2020 } }
  // Evidence C [C: Swagger] of the status; the numbers are pesim's own
  const cases = [
    ['PUT', `${V2}/protection_domains/gold/replications/${id}`, { value: 'hurry' }, 500, 90061],
    ['PUT', `${V2}/protection_domains/gold/replications/99999`, { value: 'pause' }, 500, 90060],
    ['POST', `${V2}/remote_sites`, site, 422, 90011],
    ['POST', `${V1}/remote_sites/canada/max_bandwidth`, { value: 2_147_483_648 }, 500, 90013],
    ['DELETE', `${V1}/progress_monitors/none`, undefined, 500, 1202],
    ['PUT', `${V1}/protection_domains/gold/min_snapshots`, { value: 2_000_000 }, 500, 90044]
  ] as const
  const removed = await ask('canada', 'DELETE', `${V2}/protection_domains/gold`)
  t.match({ status: removed.status, code: removed.body.error_code?.code }, { status: 500, code: 90027 }, 'france sends')
  for (const [method, path, body, status, code] of cases) {
    const answer = await ask('france', method, path, body)
    t.match(
      { status: answer.status, code: answer.body?.error_code?.code ?? answer.body?.errorCode?.code },
      { status, code },
      `${path} ${answer.body?.message}`
    )
  }
})
