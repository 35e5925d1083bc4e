/** Environment variables that begin with PESIM_: whose they are, and what is told of those that mean nothing. */
import { closest, distance } from 'fastest-levenshtein'
import { settings } from './settings.js'

type Environment = Readonly<Record<string, string | undefined>>

const PREFIX = 'PESIM_'

/** Variables of the commands that ask a running emulator. `pesim env` prints them too. */
export const clientVariables = ['PESIM_URL', 'PESIM_CA', 'PESIM_CONTROL_TOKEN', 'PESIM_USER', 'PESIM_PASSWORD'] as const

/** The password of the cluster that `verify` and `capture` ask. */
export const TARGET_PASSWORD = 'PESIM_TARGET_PASSWORD'

/** What Kubernetes and links of Docker set for a service named `pesim`, or `pesim-…`. */
const ofServices = /_SERVICE_(HOST|PORT)(_|$)|_PORT(_\d+_(TCP|UDP|SCTP)(_|$)|$)|_ENV_/

/** At most so many letters away, a name is one that was mistyped. */
const TYPO_DISTANCE_MAX = 2

/** `PESIM_PORT=tcp://10.0.0.1:9440` is Kubernetes' word about a service, and `PESIM_NAME=/web/pesim` that of a link of Docker's. */
export function isOfNeighbour(variable: string, environment: Environment): boolean {
  const value = environment[variable] ?? ''
  return variable === 'PESIM_NAME' ? value.startsWith('/') : variable === 'PESIM_PORT' && /^[a-z]+:\/\//.test(value)
}

/** A warning for each variable that looks like one of pesim's with a mistake in it. Others are somebody else's. */
export function unknownVariables(environment: Environment): string[] {
  const known = [...new Set([...settings.map(({ variable }) => variable), ...clientVariables, TARGET_PASSWORD])]
  return Object.keys(environment)
    .filter(name => name.startsWith(PREFIX) && !known.includes(name) && !ofServices.test(name))
    .flatMap(name => {
      const near = closest(name, known)
      if (distance(name, near) > TYPO_DISTANCE_MAX) return []
      return [`The environment variable ${name} means nothing to pesim (did you mean ${near}?)`]
    })
}
