import { Buffer } from 'node:buffer'
// Plays the guide against two Prism Elements: remote sites, a protection domain, an hour, a migration. Exits 0 when its VMs are in Canada.
/* global fetch */
const { FRANCE_URL, CANADA_URL, FRANCE_ADDRESS, CANADA_ADDRESS, PESIM_CONTROL_TOKEN } = process.env
const authorization = `Basic ${Buffer.from('admin:nutanix/4u').toString('base64')}`

async function ask(url, headers, body) {
  const method = body === undefined ? 'GET' : 'POST'
  const answer = await fetch(url, {
    method,
    headers: { ...headers, 'content-type': 'application/json' },
    body: body && JSON.stringify(body)
  })
  if (!answer.ok) throw new Error(`${method} ${url} answers ${answer.status}: ${await answer.text()}`)
  return answer.json()
}
const prism = (cluster, path, body) => ask(`${cluster}/api/nutanix/v2.0/${path}`, { authorization }, body)
const advance = body =>
  ask(
    `${FRANCE_URL}/emulator/v1/clock/advance`,
    PESIM_CONTROL_TOKEN ? { authorization: `Bearer ${PESIM_CONTROL_TOKEN}` } : {},
    body
  )

const [there, here] = ['default-container-98494', 'default-container-36217']
await prism(FRANCE_URL, 'remote_sites', {
  name: 'canada',
  remote_ip_ports: { [CANADA_ADDRESS]: 2020 },
  vstore_name_map: { [there]: here }
})
await prism(CANADA_URL, 'remote_sites', {
  name: 'france',
  remote_ip_ports: { [FRANCE_ADDRESS]: 2020 },
  vstore_name_map: { [here]: there }
})
await prism(FRANCE_URL, 'protection_domains', { value: 'gold' })
await prism(FRANCE_URL, 'protection_domains/gold/protect_vms', { names: ['web01', 'app01', 'db01'] })
const retention_policy = { local_max_snapshots: 2, remote_max_snapshots: { canada: 2 } }
await prism(FRANCE_URL, 'protection_domains/gold/schedules', { type: 'HOURLY', every_nth: 1, retention_policy })
await advance({ seconds: 3600 })
await prism(FRANCE_URL, 'protection_domains/gold/migrate', { value: 'canada' })
await advance({ until_idle: true })

const names = (await prism(CANADA_URL, 'vms')).entities.map(({ name }) => name).sort()
console.log(`In Canada: ${names.join(', ')}`)
if (names.join() !== 'app01,db01,web01') process.exit(1)
