/** What a start may be told, checked before anything is started: JavaScript has no compiler to say it. */
import { types } from 'node:util'
import { ConfigError, readConfig, settings } from '../config/index.js'
import type { Config, Flags } from '../config/index.js'
import type { FixtureClusters } from '../../build/fixtures.js'
import { fixtureOf } from '../seed/index.js'
import type { Fixture } from '../seed/index.js'
import { hintOf } from './nearest.js'
import { rfc3339 } from './time.js'

/** The fixtures that come with pesim. */
export type FixtureName = keyof FixtureClusters

/** A fixture by name, by the path of a file, or as an object of the published schema. */
export type FixtureChoice = FixtureName | (string & {}) | FixtureObject

/** As `fixture.schema.json` has it; `clusters` gives the emulator's `clusters` their names. */
export interface FixtureObject {
  readonly clusters: readonly { readonly name: string; readonly vip: string; readonly subnet: string }[]
}

/** Names of the clusters of a fixture, as far as its type tells them. */
export type ClusterNames<Choice> = Choice extends FixtureName
  ? FixtureClusters[Choice]
  : Choice extends { readonly clusters: readonly { readonly name: infer Name extends string }[] }
    ? Name
    : string

export interface ListenAddress {
  /** Of a cluster, or `central`. */
  readonly name: string
  readonly address: string
  /** 0 takes any free port. */
  readonly port: number
}

/** As the flags of `pesim start`, and what a library has of its own. Everything has a default. */
export interface EmulatorOptions<Choice extends FixtureChoice = FixtureChoice> {
  /** State to start from. Default `france-canada`. */
  readonly fixture?: Choice
  /** Whether simulated time passes by itself. Default `running`; tests want `frozen`. */
  readonly clock?: 'frozen' | 'running'
  /** Simulated seconds a real second while the clock runs. Default 1. */
  readonly rate?: number
  /** Instant at which simulated time begins: a `Date`, or RFC 3339 text. Default now. */
  readonly at?: Date | string
  /** Port of each cluster, at a loopback address of its own. Default 0: any free one. */
  readonly port?: number
  /** Addresses of clusters, in place of `port`, as objects or as texts such as `france=127.0.0.1:9440`. */
  readonly listen?: readonly (ListenAddress | string)[]
  /** Directory in which everything is kept. Default: in memory. */
  readonly data?: string
  /** Goes on from what was saved before the last time. Needs `data`. Default false. */
  readonly previous?: boolean
  /** Simulated days that a kept lab may have to catch up with. Default 366. */
  readonly catchUpDays?: number
  /** Plain HTTP in place of HTTPS. Default false. */
  readonly http?: boolean
  /** Name to log in with. Default `admin`. */
  readonly user?: string
  /** Password to log in with. Default `nutanix/4u`. */
  readonly password?: string
  /** Paths of PEM files: a certificate, and its key. Default: one is made, see `clusters.*.ca`. */
  readonly cert?: string
  readonly key?: string
  /** Token that the control API asks for off loopback. */
  readonly controlToken?: string
  /** Lets everybody use the control API without a token. Default false. */
  readonly controlOpen?: boolean
  /** Host names by which it may be asked, besides private ones. */
  readonly allowHost?: readonly string[]
  /** Who may be sent SNMP traps and syslog of alerts, as `HOST` or `HOST:PORT`. Default: nobody. */
  readonly allowOutgoing?: readonly string[]
  /** What is logged, on standard error. Default `warn`. */
  readonly logLevel?: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
  /** Refuses what is published and not emulated, in place of answering from its model. Default false. */
  readonly strict?: boolean
  /** A process that has nothing else to do ends, although the emulator was not stopped. Default true. */
  readonly unref?: boolean
}

export interface StartPlan {
  readonly config: Config
  /** In the place of the fixture that the configuration names. */
  readonly fixture: Fixture | undefined
  readonly port: number
  readonly unref: boolean
}

const EXPECTED: Readonly<Record<string, string>> = {
  fixture: 'a name, a path, or a fixture',
  at: 'a Date, or an instant from 1970 to 2255, such as 2026-01-31T08:00:00Z',
  port: 'a port: a whole number from 0 to 65535',
  listen: "a list of addresses such as 'france=127.0.0.1:9440'",
  unref: 'true or false'
}
const OWN = ['at', 'port', 'unref']
/** What only the command has, and what is for tests of pesim itself. */
const OF_COMMAND = ['json', 'readyFile', 'name', 'atUsecs']
const HIDDEN = ['validateResponses']

/** Throws `ConfigError`, which names the option and what it may be, and `FixtureError` for a fixture that cannot be one. */
export function planOf(options: object): StartPlan {
  if (Object(options) !== options || Array.isArray(options))
    throw new ConfigError('The options of an emulator are an object, such as { clock: "frozen" }')
  const known = [...settings.map(({ key }) => key as string).filter(key => !OF_COMMAND.includes(key)), ...OWN]
  const stranger = Object.keys(options).find(key => !known.includes(key) && !HIDDEN.includes(key))
  if (stranger !== undefined)
    throw new ConfigError(`${stranger} is no option of an emulator. ${hintOf(stranger, [...known].sort())}`)
  const { fixture, at, port = 0, unref = true, ...rest } = options as Record<string, unknown>
  if (typeof unref !== 'boolean') throw refusalOf('unref', unref)
  if (typeof port !== 'number' || !Number.isInteger(port) || port < 0 || port > 65_535) throw refusalOf('port', port)
  const asObject = Object(fixture) === fixture && !Array.isArray(fixture)
  if (fixture !== undefined && !asObject && (typeof fixture !== 'string' || fixture === ''))
    throw refusalOf('fixture', fixture)
  const flags = Object.entries({ ...rest, at: atText(at), fixture: asObject ? undefined : fixture })
  const { validateResponses } = rest
  return {
    config: { ...readConfig(flagsOf(flags), {}), ...(validateResponses === true && { validateResponses }) },
    fixture: asObject ? fixtureOf(structuredClone(fixture), 'the fixture of the options') : undefined,
    port,
    unref
  }
}

/** The options as the command would have them, so that both are refused alike. */
function flagsOf(entries: readonly [string, unknown][]): Flags {
  return Object.fromEntries(
    entries.flatMap(([key, value]) => {
      const setting = settings.find(each => each.key === (key === 'at' ? 'atUsecs' : key))
      return setting === undefined || value === undefined ? [] : [[setting.flag, flagOf(key, value)]]
    })
  )
}

function flagOf(key: string, value: unknown): string | readonly string[] | true | undefined {
  const setting = settings.find(each => each.key === key)
  if (setting?.value === undefined && key !== 'at') {
    if (typeof value !== 'boolean') throw refusalOf(key, value)
    return value ? true : undefined
  }
  if (setting?.repeatable === true) {
    if (!Array.isArray(value)) throw refusalOf(key, value)
    return value.map(each => textOf(key, each))
  }
  if (key === 'rate' || key === 'catchUpDays') {
    if (typeof value !== 'number') throw refusalOf(key, value)
    return String(value)
  }
  if (typeof value !== 'string') throw refusalOf(key, value)
  return value
}

function textOf(key: string, value: unknown): string {
  if (typeof value === 'string') return value
  const { name, address, port, ...rest } = Object(value) as Record<string, unknown>
  if (
    key !== 'listen' ||
    Object.keys(rest).length > 0 ||
    typeof name !== 'string' ||
    typeof address !== 'string' ||
    typeof port !== 'number'
  )
    throw refusalOf(key, value)
  return `${name}=${address.includes(':') ? `[${address}]` : address}:${port}`
}

function atText(at: unknown): string | undefined {
  if (at === undefined || typeof at === 'string') return at
  if (!types.isDate(at) || Number.isNaN(at.getTime())) throw refusalOf('at', at)
  return rfc3339(at)
}

function refusalOf(key: string, value: unknown): ConfigError {
  const setting = settings.find(each => each.key === key)
  const expected = EXPECTED[key] ?? (setting?.expects === 'a text' ? 'a text' : setting?.expects) ?? 'what it may be'
  const shown = types.isDate(value) ? 'an invalid Date' : (JSON.stringify(value) ?? String(value))
  return new ConfigError(`${key} is ${shown}, which is not ${expected}`)
}
