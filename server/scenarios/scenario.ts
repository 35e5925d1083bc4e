/** Scenario format, validated against its published schema. */
import Ajv from 'ajv'
import type { ValidateFunction } from 'ajv'
import { scenarioSchema, scenarios } from '../../build/fixtures.js'
import type { Command, Settings } from '../domain/core/index.js'
import type { Fixture } from '../seed/index.js'
import { FixtureError } from '../seed/index.js'

export interface Scenario {
  /** What happens, in one sentence. */
  title: string
  /** What it is good for, and where the behaviour is from. */
  description?: string
  /** The fixture that it starts from: the name of one, or a whole one. */
  fixture: string | Fixture
  /** ISO 8601: when it begins; 2024-01-15T10:00:00Z, a Monday, where nothing is said. */
  begins?: string
  settings?: Partial<Settings>
  steps: Step[]
}

/** Exactly one of `call`, `control`, `advance`, `dispatch`; what is expected of the answer stands beside it. */
export interface Step {
  /** Told while it runs. */
  note?: string
  /** `VERB cluster /path` of v2.0, or with the whole path behind `/PrismGateway` or `/api`. */
  call?: string
  /** `VERB /path` of the control API. */
  control?: string
  body?: unknown
  /** A command of the domain, as a walk that was made smaller leaves it. */
  dispatch?: Command
  /** As the body of `/clock/advance`; a number is seconds. */
  advance?: number | Readonly<Record<string, unknown>>
  /** Status of the answer; 2xx where nothing is said. `none` is a site that does not answer. */
  status?: number | 'none'
  /** What the answer has to hold: every key, every entry of a list in any place; `$length` counts a list, `$match` is a pattern. */
  expect?: unknown
  /** Entries that no list of the answer's `entities` may hold. */
  expectNone?: unknown
}

export const scenarioNames: readonly string[] = Object.keys(scenarios)

let validator: ValidateFunction<Scenario> | undefined

/** A scenario from its JSON text. Throws `FixtureError` with `source` and the path of the fault. */
export function parseScenario(text: string, source: string): Scenario {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new FixtureError(`${source} is not JSON: ${(error as Error).message}`)
  }
  validator ??= new Ajv.default({ strict: false }).compile<Scenario>(JSON.parse(scenarioSchema) as object)
  if (validator(value)) return value
  const [fault] = validator.errors ?? []
  const key = (fault?.params as { additionalProperty?: string } | undefined)?.additionalProperty
  const what = key === undefined ? fault?.message : `unknown key ${key}`
  throw new FixtureError(`${source}, at ${fault?.instancePath === '' ? '/' : fault?.instancePath}: ${what}`)
}

/** The text of one of the scenarios that come with pesim; undefined where there is none of that name. */
export function builtInScenario(name: string): string | undefined {
  return Object.hasOwn(scenarios, name) ? scenarios[name] : undefined
}
