/** Table of all settings of `pesim start`; the flags, --help and the README table are generated from it. */
import { isIP } from 'node:net'
import { RATE_MAX } from '../engine/index.js'
import { allowedReceiver } from './receivers.js'
import type { AllowedReceiver } from './receivers.js'

export interface Config {
  readonly fixture: string
  /** Undefined stands for the clock of a lab that was kept, or else a running one. */
  readonly clock: 'frozen' | 'running' | undefined
  /** Simulated seconds per real second while the clock runs; undefined as above, or else 1. */
  readonly rate: number | undefined
  /** Microseconds since the epoch; undefined stands for the present instant. */
  readonly atUsecs: number | undefined
  /** Empty stands for an address of its own for each cluster of the fixture, and for Prism Central. */
  readonly listen: readonly ListenAddress[]
  /** Of the first cluster, 0 for any free one; undefined stands for the product's. */
  readonly port: number | undefined
  /** One address for all, each at a port of its own; undefined stands for a loopback address each. */
  readonly bind: string | undefined
  /** Told in the place of an address that is not of this machine alone. */
  readonly advertise: string | undefined
  /** Undefined keeps everything in memory. */
  readonly data: string | undefined
  /** Goes on from what was saved before the last time. */
  readonly previous: boolean
  readonly http: boolean
  readonly user: string
  readonly password: string
  /** Paths of PEM files. */
  readonly cert: string | undefined
  readonly key: string | undefined
  /** Whether the control API is open to everybody. */
  readonly controlOpen: boolean
  /** Simulated days that a kept lab may have to catch up with. */
  readonly catchUpDays: number
  /** Host names that are known, in any case; `*.` at the beginning stands for all below. */
  readonly allowHost: readonly string[]
  /** Who may be sent alerts; nobody else is, whatever the settings of a cluster say. */
  readonly allowOutgoing: readonly AllowedReceiver[]
  readonly controlToken: string | undefined
  readonly readyFile: string | undefined
  /** By which commands on this machine tell it from others. */
  readonly name: string | undefined
  readonly json: boolean
  readonly logLevel: string
  /** Whether what is published and not emulated is refused instead of answered from its model. */
  readonly strict: boolean
  /** Whether it is noted which fields of requests nothing reads. */
  readonly unreadFields: boolean
  /** For tests: an answer that the contract does not describe in full is an error. Not a flag. */
  readonly validateResponses?: boolean
}

interface ListenAddress {
  /** Of a cluster, or `central`. */
  readonly name: string
  readonly address: string
  readonly port: number
}

export interface Setting {
  readonly key: keyof Config
  /** Without its dashes. */
  readonly flag: string
  readonly variable: string
  /** How help shows the value; undefined for a flag that takes none. */
  readonly value: string | undefined
  readonly repeatable: boolean
  readonly default: unknown
  /** How help shows the default. */
  readonly defaultText: string
  readonly unit: string
  readonly description: string
  /** Completes "… is not". */
  readonly expects: string
  /** Undefined when the text is not what is expected. */
  readonly parse: (text: string) => unknown
}

export const PORT_MAX = 65_535

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']

const oneOf = (...words: readonly string[]) => ({
  expects: `one of ${words.join(', ')}`,
  parse: (text: string) => (words.includes(text) ? text : undefined)
})
const anyText = { expects: 'a text', parse: (text: string) => text || undefined }
const yesOrNo = {
  expects: 'true or false',
  parse: (text: string) =>
    /^(true|yes|on|1)$/i.test(text) ? true : /^(false|no|off|0)$/i.test(text) ? false : undefined
}

function setting(flag: string, value: string | undefined, rest: Partial<Setting>): Setting {
  return {
    key: flag.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()) as keyof Config,
    flag,
    variable: `PESIM_${flag.toUpperCase().replaceAll('-', '_')}`,
    value,
    repeatable: false,
    default: value === undefined ? false : undefined,
    defaultText: value === undefined ? 'off' : 'none',
    unit: '',
    description: '',
    ...(value === undefined ? yesOrNo : anyText),
    ...rest
  }
}

export const settings: readonly Setting[] = [
  setting('fixture', 'NAME|FILE', {
    default: 'france-canada',
    defaultText: 'france-canada',
    description: 'State to start from: a built-in fixture, or a JSON file'
  }),
  setting('clock', 'frozen|running', {
    ...oneOf('frozen', 'running'),
    defaultText: 'running',
    description: 'Whether simulated time passes by itself'
  }),
  setting('rate', 'N', {
    expects: `a number above 0, ${RATE_MAX} at most`,
    parse: positive,
    defaultText: '1',
    unit: 'simulated seconds per second',
    description: 'How fast a running clock goes'
  }),
  setting('at', 'RFC3339', {
    key: 'atUsecs',
    expects: 'an instant from 1970 to 2255, such as 2026-01-31T08:00:00Z',
    parse: usecsSinceEpoch,
    defaultText: 'now',
    description: 'Instant at which simulated time begins'
  }),
  setting('listen', 'CLUSTER=ADDR:PORT', {
    repeatable: true,
    expects: 'CLUSTER=ADDRESS:PORT, such as france=127.0.0.1:9440',
    parse: listenAddress,
    default: Object.freeze([]),
    defaultText: 'each cluster at 127.0.0.N:9440, central after them',
    description: 'Address of a cluster, or of `central`, repeatable; one without is reached by its Host name'
  }),
  setting('port', 'N', {
    expects: 'a port from 0 to 65535',
    parse: port,
    defaultText: '9440',
    description:
      'Port of every cluster, each at a loopback address of its own; with --bind N, N+1, N+2; 0 takes free ones'
  }),
  setting('bind', 'ADDR', {
    expects: 'an address of this machine, such as 0.0.0.0',
    parse: bindAddress,
    defaultText: 'a loopback address each',
    description: 'One address for all, each cluster at a port of its own, central after them'
  }),
  setting('advertise', 'HOST', {
    expects: 'a Host name or an address, such as pesim.corp.example',
    parse: hostOrAddress,
    defaultText: 'the first of this machine',
    description: 'Host that the URLs name where it listens for other machines too; the certificate has it'
  }),
  setting('data', 'DIR', { defaultText: 'in memory', description: 'Directory in which everything is kept' }),
  setting('previous', undefined, { description: 'Go on from the save before the last one; needs --data' }),
  setting('catch-up-days', 'N', {
    expects: 'a number of days, 0 or more',
    parse: days,
    default: 366,
    defaultText: '366',
    unit: 'days',
    description: 'How far a kept lab may be behind when its clock follows the present; a start is refused beyond'
  }),
  setting('http', undefined, { description: 'Serve plain HTTP instead of HTTPS' }),
  setting('user', 'NAME', {
    expects: 'a name to log in with: 64 letters, digits and . _ @ - at most, a letter or digit first',
    parse: userName,
    default: 'admin',
    defaultText: 'admin',
    description: 'Name to log in with'
  }),
  setting('password', 'TEXT', {
    default: 'nutanix/4u',
    defaultText: 'nutanix/4u',
    description: 'Password to log in with'
  }),
  setting('cert', 'FILE', { defaultText: 'self-signed', description: 'TLS certificate, PEM; needs --key' }),
  setting('key', 'FILE', { description: 'Private key of --cert, PEM' }),
  setting('control-token', 'TOKEN', {
    description: 'Token that the control API asks for off loopback; auto makes one, which the start prints'
  }),
  setting('control-open', undefined, {
    description: 'Let everybody use the control API without a token, from any machine: for disposable CI'
  }),
  setting('allow-host', 'NAME', {
    repeatable: true,
    expects: 'a Host name such as pesim.corp.example, or *.corp.example for all below',
    parse: hostPattern,
    default: Object.freeze([]),
    defaultText: 'none',
    description: 'Host name by which it may be asked, besides private ones, and whose pages may ask; repeatable'
  }),
  setting('allow-outgoing', 'HOST[:PORT]', {
    repeatable: true,
    expects: 'a host such as 192.0.2.7, nms.example:162 or [2001:db8::7]:162',
    parse: allowedReceiver,
    default: Object.freeze([]),
    defaultText: 'nobody',
    description: 'Who may be sent SNMP traps and syslog of alerts, as settings of the clusters say; repeatable'
  }),
  setting('ready-file', 'FILE', { description: 'File that is written, as JSON, once everything answers' }),
  setting('name', 'NAME', {
    expects: 'a name of 40 small letters, digits and hyphens at most, such as blue',
    parse: text => (/^[a-z0-9][a-z0-9-]{0,39}$/.test(text) ? text : undefined),
    description: 'Name by which commands on this machine find it among others, as --target NAME or by this variable'
  }),
  setting('json', undefined, { description: 'Print the start as JSON' }),
  setting('strict', undefined, {
    description: 'Refuse operations that are published but not emulated, instead of answering from their models'
  }),
  setting('unread-fields', undefined, {
    description: 'Note which fields of requests nothing reads, for /emulator/v1/journal/unread; requests take longer'
  }),
  setting('log-level', 'LEVEL', {
    ...oneOf(...logLevels),
    default: 'warn',
    defaultText: 'warn',
    description: `What is logged, on standard error: ${logLevels.join(', ')}`
  })
]

function positive(text: string): number | undefined {
  const number = text.trim() === '' ? NaN : Number(text)
  return number > 0 && number <= RATE_MAX ? number : undefined
}

function days(text: string): number | undefined {
  const number = text.trim() === '' ? NaN : Number(text)
  return number >= 0 && Number.isFinite(number) ? number : undefined
}

function port(text: string): number | undefined {
  return /^\d{1,5}$/.test(text) && Number(text) <= PORT_MAX ? Number(text) : undefined
}

function bindAddress(text: string): string | undefined {
  const address = text === 'localhost' ? '127.0.0.1' : text.replace(/^\[(.*)\]$/, '$1')
  return isIP(address) === 0 ? undefined : address
}

/** What v1 `POST /users` takes too. In a Basic header a colon ends the name. */
function userName(text: string): string | undefined {
  return /^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$/.test(text) ? text : undefined
}

function hostOrAddress(text: string): string | undefined {
  const address = text.replace(/^\[(.*)\]$/, '$1')
  if (isIP(address) !== 0) return address
  return /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/i.test(text) ? text.toLowerCase() : undefined
}

/** A name with a dot, since one without is known anyway. */
function hostPattern(text: string): string | undefined {
  return /^(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)+$/i.test(text) ? text.toLowerCase() : undefined
}

/** RFC 3339 with its zone and up to six decimals. */
export function usecsSinceEpoch(text: string): number | undefined {
  const pattern = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?([Zz]|[+-]\d\d:\d\d)$/
  const [, day = '', time = '', fraction = '', zone = ''] = pattern.exec(text) ?? []
  const milliseconds = Date.parse(`${day}T${time}${zone.toUpperCase()}`)
  const rolledOver = !Number.isNaN(milliseconds) && new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10) !== day
  if (Number.isNaN(milliseconds) || rolledOver || milliseconds < 0) return undefined
  const usecs = milliseconds * 1000 + Number(fraction.padEnd(6, '0'))
  return usecs < Number.MAX_SAFE_INTEGER ? usecs : undefined // no world reaches June 2255: not every microsecond is a number from then on
}

/** `france=127.0.0.1:9440` or `france=[::1]:0`. */
function listenAddress(text: string): ListenAddress | undefined {
  const [, name = '', bracketed, plain, digits] = /^([^=\s]+)=(?:\[([^\]]+)\]|([^:\s]+)):(\d{1,5})$/.exec(text) ?? []
  const address = bracketed ?? (plain === 'localhost' ? '127.0.0.1' : plain) ?? ''
  const port = Number(digits)
  return name !== '' && isIP(address) !== 0 && port <= PORT_MAX ? { name, address, port } : undefined
}
