/** `pesim verify` finds the emulator to be what it promises, finds what a broken one lacks, and leaves nothing behind. */
import { channel } from 'node:diagnostics_channel'
import { createServer } from 'node:http'
import type { IncomingMessage, RequestListener, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import type { Test } from 'tap'
import { startEmulator } from '../../server/index.js'
import type { Emulator } from '../../server/index.js'
import { main } from '../../server/main.js'

// The command takes its calls from the contract, so that this test drives no operation: test/support/record-driven.cjs.
channel('pesim.test.generated').publish({})

interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

async function verify(args: readonly string[], stop = new AbortController().signal): Promise<Ran> {
  let [out, err] = ['', '']
  const io = {
    stdout: { write: (text: string) => (out += text) },
    stderr: { write: (text: string) => (err += text) },
    env: {},
    stop
  }
  const code = await main(['verify', ...args], io)
  return { code, out, err }
}

const login = ['--username', 'admin', '--password', 'nutanix/4u']

async function emulatorIn(t: Test, http = true): Promise<Emulator> {
  const emulator = await startEmulator({
    http,
    clock: 'frozen',
    fixture: 'france-canada-protected',
    logLevel: 'silent'
  })
  t.teardown(() => emulator.stop())
  return emulator
}

const urlOf = (emulator: Emulator, name = 'france'): string => emulator.clusters[name]?.url ?? ''

async function listening(t: Test, listener: RequestListener): Promise<string> {
  const server: Server = createServer(listener)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** The emulator behind a server that spoils some answers. */
function spoiling(t: Test, emulator: Emulator, spoil: (at: string, text: string) => string, seen: string[] = []) {
  return listening(t, (request, response) => {
    void (async () => {
      const body = await textOf(request)
      const at = `${request.method} ${request.url}`
      seen.push(at)
      const answer = await fetch(urlOf(emulator) + String(request.url), {
        method: request.method ?? 'GET',
        headers: {
          authorization: String(request.headers.authorization),
          ...(body !== '' && { 'content-type': 'application/json' })
        },
        ...(body !== '' && { body })
      })
      response.statusCode = answer.status
      response.end(spoil(at, await answer.text()))
    })()
  })
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const part of request) text += String(part)
  return text
}

t.test('the emulator is what it promises: reads, two clusters, and a domain that is made and gone again', async t => {
  const emulator = await emulatorIn(t, false)
  const { code, out, err } = await verify([
    ...['--target', urlOf(emulator), '--peer', urlOf(emulator, 'canada'), '--disposable'],
    ...login
  ])
  t.equal(code, 0, out + err)
  t.match(out, /^same {5}v2\.0 GET \/protection_domains$/m)
  t.match(out, /^same {5}v1 GET \/protection_domains$/m)
  t.match(out, /^same {5}v2\.0 POST \/protection_domains of a name that is there$/m)
  t.match(out, /^same {5}two clusters: remote sites$/m)
  t.equal(out.match(/^same {5}expected: /gm)?.length, 8)
  t.match(out, /Making protection domain pesim-verify-\w+ on .*, without VMs, and removing it again/)
  t.match(out, /^\d+ same, 0 differ, \d+ refused, \d+ skipped$/m)
  const left = await verify(['--target', urlOf(emulator), '--json', ...login])
  const report = JSON.parse(left.out) as { counts: { same: number }; results: { operation: string }[] }
  t.ok(report.counts.same > 30)
  t.notMatch(left.out, /pesim-verify/)
})

t.test('without --disposable only GETs are sent', async t => {
  const emulator = await emulatorIn(t)
  const seen: string[] = []
  const target = await spoiling(t, emulator, (_, text) => text, seen)
  t.equal((await verify(['--target', target, ...login])).code, 0)
  t.ok(seen.length > 30)
  t.same(
    seen.filter(at => !at.startsWith('GET ')),
    []
  )
})

t.test('a cluster that drops a field, or gives it another type, differs, and it is said where', async t => {
  const emulator = await emulatorIn(t)
  const target = await spoiling(t, emulator, (at, text) => {
    if (at === 'GET /PrismGateway/services/rest/v2.0/protection_domains')
      return text.replaceAll('"metro_avail":null,', '')
    if (at.endsWith('/v1/cluster')) return text.replace(/"numNodes":\d+/, '"numNodes":"three"')
    return at.endsWith('v2.0/alerts') ? '<html></html>' : text
  })
  const { code, out } = await verify(['--target', target, ...login])
  t.equal(code, 1)
  t.match(out, /^differs {2}v2\.0 GET \/protection_domains: entities\[\]\.metro_avail is missing$/m)
  t.match(out, /^differs {2}v1 GET \/cluster: numNodes is string, not integer or null$/m)
  t.match(out, /^differs {2}v2\.0 GET \/alerts: /m)
})

t.test('a cluster that does not do what is recorded of others, or relied on, differs, and it is said how', async t => {
  const emulator = await emulatorIn(t)
  const lenient = '{"metadata":{"grandTotalEntities":7},"entities":[]}'
  const spoiled: [at: RegExp, spoil: (text: string) => string, line: RegExp][] = [
    [/vms\/\?filter=nosuch==1/, () => lenient, /unknown field is refused: it says undefined$/m],
    [/vms\/\?filter=foo/, () => '{"message":"Bad query"}', /filter that is none is refused: it says "Bad query"$/m],
    [/count=1001/, () => '{}', /more than 1,000 alerts are refused: it says undefined$/m],
    [/tasks\/0000/, text => text.replaceAll('not found', 'gone'), /unknown task is not found: it says ".*gone/],
    [/v2.0\/protection_domains\/$/, text => text.replaceAll('"stats"', '"figures"'), /: gold has no stats$/m],
    [
      /alerts\/\?count=100$/,
      text => text.replaceAll('"remote_name"', '"site"'),
      /: A\d+ has no value of \{remote_name\}$/m
    ],
    [/progress_monitors\?filter/, () => lenient, /: grandTotalEntities is 7, not 0$/m],
    [
      /^POST .*\/protection_domains$/,
      text => text.replaceAll('"error_code"', '"fault"'),
      /not refused in the form of v2\.0$/m
    ],
    [
      /^GET .*\/protection_domains\/pesim-verify-\w+$/,
      text => text.replace('{', '{"usage_stats":{},'),
      /: it has usage_stats, which nothing gives a value$/m
    ]
  ]
  const target = await spoiling(t, emulator, (at, text) =>
    spoiled.reduce((answer, [pattern, spoil]) => (pattern.test(at) ? spoil(answer) : answer), text)
  )
  const { code, out } = await verify(['--target', target, '--disposable', ...login])
  t.equal(code, 1)
  for (const [, , line] of spoiled) t.match(out, line)
})

t.test('the domain that was made goes, also where it fails half-way or is told to stop', async t => {
  const emulator = await emulatorIn(t)
  const domains = async (): Promise<string> => {
    const authorization = `Basic ${Buffer.from('admin:nutanix/4u').toString('base64')}`
    const url = `${urlOf(emulator)}/api/nutanix/v2.0/protection_domains`
    return (await fetch(url, { headers: { authorization } })).text()
  }
  const stop = new AbortController()
  let sent = 0
  const target = await spoiling(t, emulator, (at, text) => {
    if (at.startsWith('POST') && at.endsWith('/schedules')) stop.abort('SIGINT')
    sent += Number(at.startsWith('DELETE'))
    return text
  })
  const stopped = await verify(['--target', target, '--disposable', ...login], stop.signal)
  t.not(stopped.code, 0)
  t.equal(sent, 1, 'the domain was removed')
  t.notMatch(await domains(), /pesim-verify/)
})

t.test('what is wrong with a call is said in one line', async t => {
  const emulator = await emulatorIn(t)
  const stranger = await listening(t, (_request, response) => response.end('{"hello":"world"}'))
  const [url, nobody] = [urlOf(emulator), 'http://127.0.0.1:1']
  const secured = await startEmulator({ clock: 'frozen' })
  t.teardown(() => secured.stop())
  const cutting = await listening(t, request => request.socket.destroy())
  const wrong: [string[], number, RegExp][] = [
    [[...login], 2, /--target is missing/],
    [['--target', url], 2, /--username is missing/],
    [['--target', url, '--username', 'admin'], 2, /password of admin is missing: --password-file/],
    [['--target', 'pe.example', ...login], 2, /--target pe\.example is not a URL/],
    [['--target', `${url}/console`, ...login], 2, /has a path/],
    [['--target', 'ftp://pe', ...login], 2, /is not a URL/],
    [['--target', url, '--peer', url, ...login], 2, /--peer is the target itself/],
    [['--target', url, '--ca', '/nowhere', ...login], 2, /--ca \/nowhere cannot be read/],
    [['--target', url, '--destroy', ...login], 2, /--destroy/],
    [['--target', url, '--username', 'admin', '--password', 'wrong'], 3, /does not let admin in: 401/],
    [['--target', stranger, ...login], 3, /is no Prism Element/],
    [['--target', nobody, ...login], 3, /does not answer/],
    [['--target', url.replace('http:', 'https:'), ...login], 3, /does not answer/],
    [
      ['--target', secured.clusters.france.url.replace('https:', 'http:'), ...login],
      3,
      /400 .*is it https:\/\/ that is/
    ],
    [['--target', cutting, ...login], 3, /does not answer: socket hang up; is it https:\/\/ that is meant\?$/m]
  ]
  for (const [args, code, says] of wrong) {
    const ran = await verify(args)
    t.equal(ran.code, code, args.join(' '))
    t.match(ran.err, says)
    t.equal(ran.err.trim().split('\n').length, 1)
    t.equal(ran.out, '')
  }
})
