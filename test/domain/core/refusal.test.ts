/** What a refusal says has an end, whatever it was given to say. */
import t from 'tap'
import { Refusal } from '../../../server/domain/core/refusal.js'
import { emulator } from '../../support/emulator.js'

t.test('a long message loses its middle: it begins with what it is about, and ends with what is wrong', async t => {
  const plain = `VM ${'a'.repeat(3980)} does not exist`.slice(-4000)
  t.equal(new Refusal('vm/not-found', plain).message, plain)
  const { message } = new Refusal('vm/not-found', `VM ${'a'.repeat(65_536)} does not exist`)
  t.equal(message.length, 4001)
  t.match(message, /^VM a+…a+ does not exist$/)
})

t.test('no answer grows with what was asked for', async t => {
  const { send } = await emulator(t, {})
  const url = '/PrismGateway/services/rest/v2.0/protection_domains/lead/protect_vms'
  await send('france', {
    method: 'POST',
    url: '/PrismGateway/services/rest/v2.0/protection_domains',
    payload: '{"value":"lead"}',
    headers: { 'content-type': 'application/json' }
  })
  const { status, body } = await send('france', {
    method: 'POST',
    url,
    payload: JSON.stringify({ names: ['n'.repeat(60_000)], app_consistent_snapshots: false }),
    headers: { 'content-type': 'application/json' }
  })
  t.ok(status >= 400)
  const length = JSON.stringify(body).length
  t.ok(length < 6000, `${length} characters`)
})

t.test('nor does one about a site', async t => {
  const { send } = await emulator(t, {})
  const body = { name: 'q', remote_ip_ports: { '127.0.0.9': 2020 }, capabilities: ['L'.repeat(60_000)] }
  const { status, text } = await send('france', {
    method: 'POST',
    url: '/PrismGateway/services/rest/v2.0/remote_sites',
    payload: JSON.stringify(body),
    headers: { 'content-type': 'application/json' }
  })
  t.equal(status, 400)
  t.ok(text.length < 6000, `${text.length} characters: ${text.slice(0, 200)}`)
})
