/** Recordings: evidence of a cluster without its names, which an emulator is compared with field by field. */
import { channel } from 'node:diagnostics_channel'
import { readFileSync, writeFileSync } from 'node:fs'
import t from 'tap'
import { bothSites, fileIn, pesim, running, urlOf } from '../capture/running.js'
import type { Recording } from '../../server/reading/recording.js'
import { answerDifferences } from '../../server/verify/answer-differences.js'

// The commands take their calls from the contract, so that this test drives no operation: test/support/record-driven.cjs.
channel('pesim.test.generated').publish({})

/** Whose they would be, if this were somebody's cluster. */
const ORIGINALS = /france|canada|gold|web01|OVHgateway|VLAN50|192\.168|nutanix\/4u|default-container/

const recordingIn = (file: string): Recording => JSON.parse(readFileSync(file, 'utf8')) as Recording

t.test('a recording of the emulator holds none of its names, and is what the emulator answers', async t => {
  const file = fileIn(t, 'evidence.json')
  const emulator = await running(t, { fixture: 'france-canada' })
  const verified = await pesim(['verify', ...bothSites(emulator), '--record', file])
  t.equal(verified.code, 0, verified.err)
  const recording = recordingIn(file)
  t.ok(recording.exchanges.length > 200)
  t.same([...new Set(recording.exchanges.map(({ cluster }) => cluster))].sort(), [0, 1])
  t.notMatch(readFileSync(file, 'utf8'), ORIGINALS)
  const compared = await pesim(['verify', '--against', file])
  t.equal(
    compared.code,
    0,
    compared.out
      .split('\n')
      .filter(line => /^(differs| {11})/.test(line))
      .join('\n')
  )
  t.match(compared.out, /^same {5}cluster 1: GET v2\.0\/protection_domains$/m)
  t.match(compared.out, /Compared with an emulator of its own estate\.\n\d+ same, 0 differ, 0 refused, 0 skipped\n$/)
})

t.test('what a recorded cluster does otherwise is told by field', async t => {
  const file = fileIn(t, 'evidence.json')
  const emulator = await running(t, { fixture: 'france-canada' })
  const args = ['--target', urlOf(emulator), '--username', 'admin', '--record', file]
  t.equal((await pesim(['capture', ...args, '--out', fileIn(t, 'mine.json')])).code, 0)
  t.notMatch(readFileSync(file, 'utf8'), ORIGINALS)
  const other = readFileSync(file, 'utf8')
    .replaceAll('"acropolis_connection_state":"kConnected"', '"acropolis_connection_state":"kLinked"')
    .replaceAll('"num_cpu_sockets":2', '"num_cpu_sockets":"2"')
    .replaceAll('"hypervisor_full_name":', '"hypervisor_title":')
    .replace(/("path":"[^"]*v1\/users","status":)200/, '$1403')
  writeFileSync(file, other)
  const { code, out } = await pesim(['verify', '--against', file])
  t.equal(code, 1)
  const host = 'entities[].'
  for (const line of [
    `${host}acropolis_connection_state is kLinked; the emulator says kConnected`,
    `${host}num_cpu_sockets is string, the emulator has number`,
    `${host}hypervisor_title is not in the emulator's answer`,
    `${host}hypervisor_full_name is in the emulator's answer alone`,
    'differs  cluster 1: GET v1/users: the recording has 403, the emulator answers 200'
  ])
    t.ok(out.includes(line), line)
  t.match(out, /^\d+ same, 2 differ, /m)
})

t.test('rows of a list count together; what is null, empty or missing as a whole says nothing', async t => {
  const cases: [recorded: unknown, emulated: unknown, differences: readonly string[]][] = [
    [{ rows: [{ a: 1 }, { b: 2 }] }, { rows: [{ a: 3, b: 4 }] }, []],
    [{ rows: [] }, { rows: [{ a: 3 }] }, []],
    [{ a: null }, { a: 'text' }, []],
    [{ a: { b: 1 } }, { a: null }, []],
    [{ a: 1 }, {}, ["a is not in the emulator's answer"]],
    [{}, { a: { b: 1 } }, ["a is in the emulator's answer alone"]],
    [{ a: [1] }, { a: {} }, ['a is array, the emulator has object']],
    [{ vstore_name_map: { one: 'two' } }, { vstore_name_map: { three: 'four' } }, []],
    [{ state: 'ON' }, { state: 'OFF' }, ['state is ON; the emulator says OFF']]
  ]
  for (const [recorded, emulated, differences] of cases) t.same(answerDifferences(recorded, emulated), differences)
})

t.test('secrets are not even replaced, and what a refusal says keeps its words', async t => {
  const { recordingOf } = await import('../../server/reading/recording.js')
  const base = '/PrismGateway/services/rest/v2.0'
  const exchanges = [
    { cluster: 0, path: `${base}/vms/payroll`, status: 404, body: { message: 'VM payroll at 10.1.2.3 is not found' } },
    { cluster: 0, path: `${base}/vms/`, status: 200, body: { entities: [{ name: 'payroll', password: 'geheim' }] } }
  ]
  const [refused, list] = recordingOf(exchanges).exchanges
  t.same(list?.body, { entities: [{ name: 'vm-1', password: 'removed' }] })
  t.equal(refused?.path, `${base}/vms/vm-1`)
  t.same(refused?.body, { message: 'VM vm-1 at 198.18.2.3 is not found' })
})

t.test('what is no recording, and flags that do not go together, are refused', async t => {
  const file = fileIn(t, 'other.json')
  for (const [text, says] of [
    ['{', /is not JSON/],
    ['{"clusters":[]}', /is no recording of pesim/],
    ['{"format":"pesim-recording","version":2,"exchanges":[]}', /of version 2, not 1/],
    ['{"format":"pesim-recording","version":1,"exchanges":[{"path":7}]}', /no exchange at \/exchanges\/0/]
  ] as const) {
    writeFileSync(file, text)
    t.match(await pesim(['verify', '--against', file]), { code: 2, err: says })
  }
  t.match(await pesim(['verify', '--against', '/nowhere/x']), { code: 2, err: /cannot be read/ })
  t.match(await pesim(['verify', '--against', file, '--target', 'https://10.0.0.1']), { code: 2, err: /exclude it/ })
})
