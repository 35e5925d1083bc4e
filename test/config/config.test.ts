/** Flags, environment and defaults: what they mean, and how what means nothing is refused. */
import { readFile } from 'node:fs/promises'
import t from 'tap'
import { readConfig } from '../../server/config/config.js'
import type { Flags } from '../../server/config/config.js'
import { main } from '../../server/main.js'
import { unknownVariables } from '../../server/config/variables.js'
import { settings, usecsSinceEpoch } from '../../server/config/settings.js'
import { version } from '../../server/contracts/version.js'
import { startEmulator } from '../../server/index.js'
import { V1, emulator } from '../support/emulator.js'

t.test('without flags and variables, everything has its default', async t => {
  const config = readConfig({}, { PATH: '/bin', PESIM_RATE: '' })
  t.same(config, {
    fixture: 'france-canada',
    clock: undefined,
    rate: undefined,
    atUsecs: undefined,
    listen: [],
    port: undefined,
    bind: undefined,
    advertise: undefined,
    data: undefined,
    previous: false,
    http: false,
    user: 'admin',
    password: 'nutanix/4u',
    cert: undefined,
    key: undefined,
    controlToken: undefined,
    controlOpen: false,
    catchUpDays: 366,
    allowHost: [],
    allowOutgoing: [],
    readyFile: undefined,
    name: undefined,
    json: false,
    strict: false,
    unreadFields: false,
    logLevel: 'warn'
  })
  t.ok(Object.isFrozen(config) && Object.isFrozen(config.listen))
})

t.test('a flag wins over its variable, and both mean the same', async t => {
  const meanings = [
    { flag: 'rate', text: '3600', key: 'rate', value: 3600 },
    { flag: 'rate', text: '0.5', key: 'rate', value: 0.5 },
    { flag: 'clock', text: 'frozen', key: 'clock', value: 'frozen' },
    { flag: 'at', text: '2026-01-31T08:00:00.25+01:00', key: 'atUsecs', value: 1_769_842_800_250_000 },
    { flag: 'http', text: 'true', key: 'http', value: true },
    { flag: 'http', text: 'false', key: 'http', value: false },
    { flag: 'http', text: '1', key: 'http', value: true },
    { flag: 'http', text: 'No', key: 'http', value: false },
    { flag: 'port', text: '0', key: 'port', value: 0 },
    { flag: 'port', text: '9540', key: 'port', value: 9540 },
    { flag: 'bind', text: '[::]', key: 'bind', value: '::' },
    { flag: 'bind', text: '0.0.0.0', key: 'bind', value: '0.0.0.0' },
    { flag: 'advertise', text: 'Pesim.corp.example', key: 'advertise', value: 'pesim.corp.example' },
    { flag: 'control-token', text: 'x y', key: 'controlToken', value: 'x y' },
    { flag: 'ready-file', text: '/tmp/r', key: 'readyFile', value: '/tmp/r' },
    { flag: 'name', text: 'blue-2', key: 'name', value: 'blue-2' },
    { flag: 'log-level', text: 'debug', key: 'logLevel', value: 'debug' },
    ...[
      { text: 'NMS.example', host: 'nms.example', port: undefined },
      { text: '192.0.2.7:162', host: '192.0.2.7', port: 162 },
      { text: '2001:DB8::7', host: '2001:db8::7', port: undefined },
      { text: '[2001:db8::7]:514', host: '2001:db8::7', port: 514 }
    ].map(
      ({ text, ...receiver }) => ({ flag: 'allow-outgoing', text, key: 'allowOutgoing', value: [receiver] }) as const
    ),
    {
      flag: 'listen',
      text: 'france=localhost:1',
      key: 'listen',
      value: [{ name: 'france', address: '127.0.0.1', port: 1 }]
    }
  ] as const
  for (const { flag, text, key, value } of meanings) {
    const variable = `PESIM_${flag.toUpperCase().replaceAll('-', '_')}`
    t.same(readConfig({ [flag]: text }, {})[key], value, `--${flag} ${text}`)
    t.same(readConfig({}, { [variable]: text })[key], value, `${variable}=${text}`)
  }
  t.equal(readConfig({ rate: '2' }, { PESIM_RATE: '3' }).rate, 2)
  t.equal(readConfig({ http: true }, { PESIM_HTTP: 'false' }).http, true)
  const two = [
    { name: 'france', address: '0.0.0.0', port: 9440 },
    { name: 'canada', address: '::1', port: 0 }
  ]
  t.same(readConfig({ listen: ['france=0.0.0.0:9440', 'canada=[::1]:0'] }, {}).listen, two)
  for (const between of ['  ', ',', '; ', '\n']) {
    t.same(readConfig({}, { PESIM_LISTEN: `france=0.0.0.0:9440${between}canada=[::1]:0` }).listen, two)
  }
})

const NAME = 'a name to log in with: 64 letters, digits and . _ @ - at most, a letter or digit first'

t.test('what cannot be meant is refused and named', async t => {
  const faults: { flags?: Flags; env?: Record<string, string>; says: string }[] = [
    { flags: { rate: 'fast' }, says: '--rate "fast" is not a number above 0, 1000000 at most' },
    { flags: { rate: '0' }, says: '--rate "0" is not a number above 0, 1000000 at most' },
    { flags: { rate: '1000001' }, says: '--rate "1000001" is not a number above 0, 1000000 at most' },
    { flags: { rate: '-1' }, says: '--rate "-1" is not a number above 0, 1000000 at most' },
    { flags: { rate: 'Infinity' }, says: '--rate "Infinity" is not a number above 0, 1000000 at most' },
    { flags: { clock: 'Frozen' }, says: '--clock "Frozen" is not one of frozen, running' },
    { flags: { fixture: '' }, says: '--fixture "" is not a text' },
    {
      flags: { at: 'tomorrow' },
      says: '--at "tomorrow" is not an instant from 1970 to 2255, such as 2026-01-31T08:00:00Z'
    },
    {
      env: { PESIM_AT: '2026-01-31' },
      says: 'PESIM_AT "2026-01-31" is not an instant from 1970 to 2255, such as 2026-01-31T08:00:00Z'
    },
    { env: { PESIM_HTTP: 'maybe' }, says: 'PESIM_HTTP "maybe" is not true or false' },
    ...['65536', '-1', '9440x', 'tcp'].map(text => ({
      env: { PESIM_PORT: text },
      says: `PESIM_PORT "${text}" is not a port from 0 to 65535`
    })),
    { flags: { bind: 'here' }, says: '--bind "here" is not an address of this machine, such as 0.0.0.0' },
    {
      flags: { port: '1', listen: ['a=127.0.0.1:1'] },
      says: '--listen says where clusters listen, so --port and --bind have no meaning with it'
    },
    { flags: { cert: 'a.pem' }, says: '--cert and --key need each other' },
    { flags: { previous: true }, says: '--previous needs --data' },
    { flags: { key: 'a.pem' }, says: '--cert and --key need each other' },
    {
      flags: { http: true, cert: 'a', key: 'b' },
      says: '--http serves without TLS, so --cert has no meaning with it'
    },
    { flags: { listen: ['a=127.0.0.1:1', 'a=127.0.0.2:1'] }, says: '--listen gives a two addresses' },
    { flags: { user: 'a:b' }, says: `--user "a:b" is not ${NAME}` },
    { env: { PESIM_USER: 'a:b' }, says: `PESIM_USER "a:b" is not ${NAME}` },
    ...['*.example', '', 'a b', 'nms:0', 'nms:65536', '[nms]:1', '1:2:3', 'http://nms', '0.0.0.0/0'].map(text => ({
      flags: { 'allow-outgoing': text },
      says: `--allow-outgoing "${text}" is not a host such as 192.0.2.7, nms.example:162 or [2001:db8::7]:162`
    })),
    ...['france', 'france=1', '=127.0.0.1:1', 'a=127.0.0.1', 'a=host:1', 'a=127.0.0.1:65536', 'a=::1:1'].map(text => ({
      flags: { listen: text },
      says: `--listen "${text}" is not CLUSTER=ADDRESS:PORT, such as france=127.0.0.1:9440`
    }))
  ]
  for (const { flags = {}, env = {}, says } of faults) {
    t.throws(() => readConfig(flags, env), { name: 'ConfigError', message: says }, says)
  }
})

t.test('a start takes the names for a user that v1 takes', async t => {
  const { ask } = await emulator(t)
  const names = ['operator', 'Op.1_x-y@corp.example', 'x'.repeat(64)]
  const wrong = ['a:b', '', ' ', 'a b', 'a\n', 'a\0b', 'é', '.a', '@a', 'x'.repeat(65)]
  for (const username of [...names, ...wrong]) {
    const isName = names.includes(username)
    const body = { profile: { username, password: 'pw' }, roles: [] }
    const { status, text } = await ask('france', 'POST', `${V1}/users`, body)
    t.equal(status, isName ? 200 : 500, text)
    if (isName) t.equal(readConfig({ user: username }, {}).user, username)
    else t.throws(() => readConfig({ user: username }, {}), { name: 'ConfigError' }, JSON.stringify(username))
  }
  await t.rejects(startEmulator({ user: 'a:b', http: true }), { name: 'ConfigError', code: 'invalid-option' })
})

t.test('a variable that looks like a mistake is told of, and what belongs to others is left alone', async t => {
  t.same(unknownVariables({ PESIM_RATES: '1', PESIM_FIXTUR: 'x', PESIM_CONTROL_TOKEN: 'y', PESIM_URL: 'z' }), [
    'The environment variable PESIM_RATES means nothing to pesim (did you mean PESIM_RATE?)',
    'The environment variable PESIM_FIXTUR means nothing to pesim (did you mean PESIM_FIXTURE?)'
  ])
  const kubernetes = {
    PESIM_SERVICE_HOST: '10.0.0.1',
    PESIM_SERVICE_PORT: '9440',
    PESIM_SERVICE_PORT_HTTPS: '9440',
    PESIM_PORT: 'tcp://10.0.0.1:9440',
    PESIM_PORT_9440_TCP: 'tcp://10.0.0.1:9440',
    PESIM_PORT_9440_TCP_ADDR: '10.0.0.1',
    PESIM_NAME: '/web/pesim',
    PESIM_IMAGE: 'registry.example/pesim',
    PESIM_DATA_SERVICE_HOST: '10.0.0.2',
    PESIM_DATA_PORT: 'tcp://10.0.0.2:80'
  }
  t.same(unknownVariables(kubernetes), [])
  t.same(readConfig({}, kubernetes), readConfig({}, {}), 'nor is any of them a setting')
})

t.test('an instant is read to the microsecond, in its zone, and only when it exists', async t => {
  const instants = [
    ['1970-01-01T00:00:00Z', 0],
    ['1970-01-01t00:00:01.000001z', 1_000_001],
    ['2026-11-22 12:00:00.5-05:00', 1_795_366_800_500_000],
    ['2026-02-30T00:00:00Z', undefined],
    ['2255-06-05T23:47:34.740990Z', Number.MAX_SAFE_INTEGER - 1],
    ['2255-06-05T23:47:34.740991Z', undefined],
    ['9999-01-01T00:00:00Z', undefined],
    ['2026-13-01T00:00:00Z', undefined],
    ['2026-11-22T25:00:00Z', undefined],
    ['2026-11-22T12:00:00', undefined],
    ['1969-12-31T23:59:59Z', undefined],
    ['', undefined]
  ] as const
  for (const [text, usecs] of instants) t.equal(usecsSinceEpoch(text), usecs, text)
})

t.test('the command says in one line what is wrong with it', async t => {
  const mistakes = [
    { args: ['start', '--fixtur', 'x'], says: "pesim: unknown option '--fixtur' (Did you mean --fixture?)\n" },
    { args: ['strat'], says: "pesim: unknown command 'strat' (Did you mean start?)\n" },
    { args: ['start', '--rate'], says: "pesim: option '--rate <N>' argument missing\n" },
    { args: ['start', '--rate', 'x'], says: 'pesim: --rate "x" is not a number above 0, 1000000 at most\n' },
    { args: ['start', 'now'], says: "pesim: too many arguments for 'start'. Expected 0 arguments but got 1.\n" },
    { args: ['demo', '--yaml'], says: "pesim: unknown option '--yaml'\n" },
    { args: ['start', '--http=maybe'], says: 'pesim: --http "maybe" is not true or false\n' }
  ]
  for (const { args, says } of mistakes) {
    t.same(await run(args), { code: 2, out: '', err: says }, args.join(' '))
  }
})

t.test('help and version are what was asked for', async t => {
  t.match(await run([]), { code: 0, out: /Usage: pesim/, err: '' })
  t.match(await run(['--help']), { code: 0, out: /Usage: pesim/, err: '' })
  t.same(await run(['version']), { code: 0, out: `${version}\n`, err: '' })
  t.same(await run(['--version']), { code: 0, out: `${version}\n`, err: '' })
  const { version: published } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string }
  t.equal(version, published)
  const help = (await run(['start', '--help'])).out.replace(/\s+/g, ' ')
  for (const { flag, description, defaultText } of settings) {
    t.match(help, `--${flag}`)
    t.match(help, `${description} (default: ${defaultText}`)
  }
})

t.test('every setting has one flag, one variable, and says what it is', async t => {
  for (const key of ['key', 'flag', 'variable'] as const) {
    t.equal(new Set(settings.map(setting => setting[key])).size, settings.length, key)
  }
  for (const { flag, description, defaultText } of settings) t.ok(description && defaultText, flag)
})

async function run(args: string[], env: Record<string, string> = {}) {
  const output = { out: '', err: '' }
  const code = await main(args, {
    stdout: { write: text => (output.out += text) },
    stderr: { write: text => (output.err += text) },
    env,
    stop: new AbortController().signal
  })
  return { code, ...output }
}
