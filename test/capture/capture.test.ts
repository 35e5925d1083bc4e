/** `pesim capture`: what is read of two clusters starts again as they are, and what cannot be read is said. */
import { channel } from 'node:diagnostics_channel'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import type { Test } from 'tap'
import { estateIn } from './estates.js'
import { PASSWORD, bothSites, fileIn, fixtureIn, pesim, running, urlOf } from './running.js'

// The command takes its calls from a list of its own, so that this test drives no operation: test/support/record-driven.cjs.
channel('pesim.test.generated').publish({})

t.test('a captured estate starts, answers as what was captured, and captured again is the same file', async t => {
  const [first, again] = [fileIn(t, 'first.json'), fileIn(t, 'again.json')]
  const original = await running(t)
  const captured = await pesim(['capture', ...bothSites(original), '--out', first])
  t.equal(captured.code, 0, captured.err)
  t.match(captured.out, /^france \(192\.168\.0\.100, AOS 6\.5\.5\.7\): 3 hosts, 7 VMs$/m)
  t.match(captured.out, /^2 remote sites, 2 protection domains, 1 schedules, 4 snapshots$/m)
  t.notMatch(captured.out, 'Read and not carried')
  t.match(captured.out, /Assumed:\n {2}the line between canada and france: 1 Gbit\/s/)

  const copy = await running(t, { fixture: first })
  const second = await pesim(['capture', ...bothSites(copy), '--out', again])
  t.equal(second.code, 0, second.err)
  t.same(estateIn(fixtureIn(again)), estateIn(fixtureIn(first)))
  t.equal(JSON.stringify(estateIn(fixtureIn(again))), JSON.stringify(estateIn(fixtureIn(first))))

  const names = 'v2.0/vms?include_vm_disk_config=true&include_vm_nic_config=true'
  const vmsOf = async (url: string): Promise<unknown> => {
    const authorization = `Basic ${Buffer.from(`admin:${PASSWORD}`).toString('base64')}`
    const answer = await fetch(`${url}/PrismGateway/services/rest/${names}`, { headers: { authorization } })
    const { entities } = (await answer.json()) as { entities: { name: string; host_uuid: unknown }[] }
    return entities.map(({ host_uuid: _host, ...vm }) => vm).sort((a, b) => (a.name < b.name ? -1 : 1))
  }
  t.same(await vmsOf(urlOf(copy)), await vmsOf(urlOf(original)), 'VMs, disks and adapters, but for their hosts')
  const verified = await pesim(['verify', ...bothSites(copy)])
  t.equal(verified.code, 0, verified.out.split('\n').at(-2) ?? '')
})

t.test('change rates come from what snapshots hold, sizes from what is stored', async t => {
  const file = fileIn(t, 'mine.json')
  const emulator = await running(t)
  await pesim(['capture', ...bothSites(emulator), '--out', file])
  const vms = fixtureIn(file).clusters[0]?.vms ?? []
  t.match(
    vms.filter(({ name }) => ['web01', 'build01', 'mail01'].includes(name)),
    [
      { name: 'build01', power: 'off', changeBytesPerSecond: undefined },
      { name: 'mail01', power: 'on', changeBytesPerSecond: 250_000 },
      { name: 'web01', changeBytesPerSecond: 200_000, disks: [{ sizeBytes: 42949672960, usedBytes: 12884901888 }] }
    ]
  )
})

t.test('users come without their passwords, and cannot log in until they have one', async t => {
  const [fixture, file] = [fileIn(t, 'users.json'), fileIn(t, 'mine.json')]
  const users = [{ username: 'auditor', password: 'very secret', roles: ['ROLE_CLUSTER_VIEWER'], lastName: 'Doe' }]
  const plain = { name: 'berlin', vip: '10.1.0.100', subnet: '10.1.0.0/24', users }
  writeFileSync(fixture, JSON.stringify({ clusters: [plain] }))
  const emulator = await running(t, { fixture })
  t.equal(
    (await pesim(['capture', '--target', urlOf(emulator, 'berlin'), '--username', 'admin', '--out', file])).code,
    0
  )
  t.match(fixtureIn(file).clusters[0]?.users, [
    { username: 'auditor', roles: ['ROLE_CLUSTER_VIEWER'], lastName: 'Doe' }
  ])
  t.notMatch(readFileSync(file, 'utf8'), /secret|nutanix\/4u/)
  const copy = await running(t, { fixture: file })
  const login = (password: string): Promise<Response> =>
    fetch(`${urlOf(copy, 'berlin')}/api/nutanix/v2.0/cluster`, {
      headers: { authorization: `Basic ${Buffer.from(`auditor:${password}`).toString('base64')}` }
    })
  for (const password of ['very secret', '', '0']) t.equal((await login(password)).status, 401)
})

t.test('only GETs are sent', async t => {
  const emulator = await running(t)
  const seen: string[] = []
  const target = await before(t, urlOf(emulator), path => void seen.push(path))
  t.equal(
    (await pesim(['capture', '--target', target, '--username', 'admin', '--out', fileIn(t, 'mine.json')])).code,
    0
  )
  t.ok(seen.length > 10)
  t.same(
    seen.filter(request => !request.startsWith('GET ')),
    []
  )
})

t.test('what the user may not read is noted, on the screen and in the file, and the rest is carried', async t => {
  const file = fileIn(t, 'mine.json')
  const emulator = await running(t)
  const refused = /v1\/users|remote_sites|v2\.0\/vms/
  const target = await before(t, urlOf(emulator), path =>
    refused.test(path) ? { status: path.includes('users') ? 401 : 403, body: { message: 'Not for you' } } : undefined
  )
  const { code, out } = await pesim(['capture', '--target', target, '--username', 'admin', '--out', file])
  t.equal(code, 0)
  t.match(
    out,
    /Not read:\n {2}france: disks and adapters of VMs \(v2\.0\): 403 Not for you\n {2}france: remote sites: 403/
  )
  const { captured, clusters } = fixtureIn(file)
  t.match(captured?.notRead, [/v2\.0/, /remote sites: 403/, /users: 401 Not for you/])
  t.match(captured?.notCarried, [/add-schedule gold: Remote site canada does not exist/])
  t.match(
    clusters[0]?.vms?.find(({ name }) => name === 'app01'),
    { name: 'app01', vcpus: 4, memoryMb: 8192, disks: [{ sizeBytes: 64424509440 }] }
  )
  t.equal((await running(t, { fixture: file })).clusters['france']?.username, 'admin')
})

t.test('a cluster that is busy now and then is asked again; one that breaks off leaves no file', async t => {
  const emulator = await running(t)
  let busy = 0
  const moody = await before(t, urlOf(emulator), path =>
    path.includes('/hosts') && ++busy < 3 ? { status: 503, body: {} } : undefined
  )
  const file = fileIn(t, 'mine.json')
  const patient = await pesim(['capture', '--target', moody, '--username', 'admin', '--out', file])
  t.equal(patient.code, 0, patient.err)
  t.equal(busy, 3)
  t.notMatch(patient.out, /Not read/)

  const lost = fileIn(t, 'lost.json')
  const broken = await before(t, urlOf(emulator), path => (path.includes('virtual_disks') ? 'drop' : undefined))
  const gone = await pesim(['capture', '--target', broken, '--username', 'admin', '--out', lost])
  t.equal(gone.code, 3)
  t.match(gone.err, /does not answer/)
  t.notOk(existsSync(lost))
})

t.test('a list that does not end is refused in words, and so is a cluster without VMs to read', async t => {
  const emulator = await running(t)
  const rows = [{ uuid: '00000000-0000-4000-8000-000000000001', vmName: 'one' }]
  const cases: [path: RegExp, answer: Answer, says: RegExp][] = [
    [
      /v1\/vms/,
      { status: 200, body: { metadata: { grandTotalEntities: 9500 }, entities: rows } },
      /The list v1\/vms says that it has 9500 rows, and gives 1: it was not read to its end/
    ],
    [/\/vms/, { status: 403, body: { message: 'No' } }, /No VMs can be read: v1 answers 403 No, v2\.0 answers 403 No/],
    [/v2\.0\/cluster$/, { status: 401, body: {} }, /does not let admin in: 401/]
  ]
  for (const [path, answer, says] of cases) {
    const file = fileIn(t, 'mine.json')
    const target = await before(t, urlOf(emulator), at => (path.test(at) ? answer : undefined))
    const { code, err } = await pesim(['capture', '--target', target, '--username', 'admin', '--out', file])
    t.equal(code, 3)
    t.match(err, says)
    t.notOk(existsSync(file))
  }
})

t.test('the password comes from a file, a variable or whoever sits there, in this order', async t => {
  const emulator = await running(t)
  const [file, secret] = [fileIn(t, 'mine.json'), fileIn(t, 'secret')]
  writeFileSync(secret, `${PASSWORD}\n`)
  const args = ['capture', '--target', urlOf(emulator), '--username', 'admin', '--out', file]
  t.equal((await pesim([...args, '--password-file', secret], { env: { PESIM_TARGET_PASSWORD: 'wrong' } })).code, 0)
  t.match(await pesim(args, { env: { PESIM_TARGET_PASSWORD: 'wrong' } }), {
    code: 3,
    err: /does not let admin in: 401/
  })
  const questions: string[] = []
  const askSecret = (question: string): Promise<string> => {
    questions.push(question)
    return Promise.resolve(PASSWORD)
  }
  t.equal((await pesim(args, { env: {}, askSecret })).code, 0)
  t.same(questions, ['Password of admin: '])
  t.match(await pesim(args, { env: {} }), { code: 2, err: /--password-file FILE, or PESIM_TARGET_PASSWORD/ })
})

t.test('a certificate is checked unless --insecure says otherwise', async t => {
  const emulator = await running(t, { http: false })
  const [file, ca] = [fileIn(t, 'mine.json'), fileIn(t, 'ca.pem')]
  writeFileSync(ca, emulator.clusters['france']?.ca ?? '')
  const args = ['capture', '--target', urlOf(emulator), '--username', 'admin', '--out', file]
  t.match(await pesim(args), { code: 3, err: /certificate of https.* is not trusted .*--ca FILE .*--insecure/ })
  const trusted = await pesim([...args, '--ca', ca])
  t.equal(trusted.code, 0, trusted.err)
  t.equal((await pesim([...args, '--insecure'])).code, 0)
  t.match(await pesim([...args, '--insecure', '--ca', ca]), { code: 2 })
})

t.test('a bar moves on a terminal alone', async t => {
  const emulator = await running(t)
  const args = ['capture', ...bothSites(emulator), '--out', fileIn(t, 'mine.json')]
  t.match((await pesim(args, { isTTY: true })).err, /#+\.* \d+ % {2}127\.0\.0\.\d:\d+: [a-z ]+/)
  t.equal((await pesim(args)).err, '')
})

t.test('wrong flags are said before anything is asked', async t => {
  for (const [args, says] of [
    [['--target', 'https://10.0.0.1:9440', '--username', 'admin'], /--out is missing/],
    [['--out', 'x.json', '--username', 'admin'], /--target is missing/],
    [['--out', 'x.json', '--target', 'https://10.0.0.1:9440'], /--username is missing/],
    [
      ['--out', 'x.json', '--username', 'a', '--target', 'https://10.0.0.1:9440', '--peer', 'https://10.0.0.1:9440'],
      /https:\/\/10\.0\.0\.1:9440 is named twice/
    ],
    [['--out', 'x.json', '--username', 'a', '--target', 'https://10.0.0.1:9440', '--timeout', '0'], /--timeout 0/]
  ] as const) {
    t.match(await pesim(['capture', ...args]), { code: 2, err: says })
  }
})

interface Answer {
  readonly status: number
  readonly body: unknown
}

/** A server before a cluster that answers some requests itself, or breaks them off. */
async function before(t: Test, url: string, meet: (request: string) => Answer | 'drop' | undefined | void) {
  const server = createServer((request, response) => {
    const own = meet(`${request.method} ${request.url}`)
    if (own === 'drop') {
      request.socket.destroy()
      return
    }
    void (async () => {
      const headers = { authorization: String(request.headers.authorization) }
      const answer = own === undefined ? await fetch(url + String(request.url), { headers }) : undefined
      response.statusCode = own?.status ?? answer?.status ?? 500
      response.end(own === undefined ? await answer?.text() : JSON.stringify(own.body))
    })()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
