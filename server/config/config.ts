/** Resolves the configuration of a start: flags before environment variables before defaults, as one frozen value. */
import { settings } from './settings.js'
import type { Config, Setting } from './settings.js'
import { isOfNeighbour } from './variables.js'

/** A flag or variable that names nothing or cannot have the value it was given. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly code = 'invalid-option'
}

/** By flag without dashes: a text, several where the flag may be repeated, true for a flag that takes no value. */
export type Flags = Readonly<Record<string, string | readonly string[] | true | undefined>>

type Environment = Readonly<Record<string, string | undefined>>

/** Throws `ConfigError`, which names the flag or the variable. */
export function readConfig(flags: Flags, environment: Environment): Config {
  const config = Object.fromEntries(settings.map(setting => [setting.key, valueOf(setting, flags, environment)]))
  const whole = Object.freeze(config) as unknown as Config
  refuseContradictions(whole)
  return whole
}

function valueOf(setting: Setting, flags: Flags, environment: Environment): unknown {
  const flag = flags[setting.flag]
  const variable = isOfNeighbour(setting.variable, environment) ? undefined : environment[setting.variable]
  if (flag !== undefined) {
    const texts = flag === true ? ['true'] : [flag].flat()
    return read(setting, texts, `--${setting.flag}`)
  }
  // A variable that is set to nothing is as good as unset: that is how compose files leave one out.
  if (variable !== undefined && variable !== '') {
    return read(setting, setting.repeatable ? variable.split(/[\s,;]+/).filter(Boolean) : [variable], setting.variable)
  }
  return setting.default
}

function read(setting: Setting, texts: readonly string[], name: string): unknown {
  const values = texts.map(text => {
    const value = setting.parse(text)
    if (value === undefined) throw new ConfigError(`${name} ${JSON.stringify(text)} is not ${setting.expects}`)
    return value
  })
  return setting.repeatable ? Object.freeze(values) : values[0]
}

function refuseContradictions({ cert, key, http, listen, port, bind, data, previous }: Config): void {
  if (listen.length > 0 && (port ?? bind) !== undefined)
    throw new ConfigError('--listen says where clusters listen, so --port and --bind have no meaning with it')
  if (previous && data === undefined) throw new ConfigError('--previous needs --data')
  if ((cert === undefined) !== (key === undefined)) throw new ConfigError('--cert and --key need each other')
  if (http && cert !== undefined) throw new ConfigError('--http serves without TLS, so --cert has no meaning with it')
  const twice = listen.find(({ name }, index) => listen.findIndex(other => other.name === name) !== index)
  if (twice !== undefined) throw new ConfigError(`--listen gives ${twice.name} two addresses`)
}
