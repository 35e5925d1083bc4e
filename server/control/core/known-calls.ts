/** Refuses what is said of a call where no call can be so: a cluster that is not there, an operation or a path that no API has. */
import { Refusal } from '../../domain/core/index.js'
import { canMatchPath } from '../../http/app/index.js'
import { hintFor } from './closest.js'
import type { ControlContext } from './context.js'
import { ControlFault } from './faults.js'

interface CallPattern {
  readonly cluster?: string | undefined
  readonly method?: string | undefined
  readonly path?: string | undefined
  readonly operation?: string | undefined
}

/** Throws a `ControlFault` or a `Refusal` that names the nearest. */
export function refuseUnknownCall(ctx: ControlContext, { cluster, method, path, operation }: CallPattern): void {
  const sites = ctx.sites()
  if (cluster !== undefined && !sites.includes(cluster))
    throw new Refusal('cluster/not-found', `There is no cluster ${cluster}. ${hintFor(cluster, sites)}`)
  const operations = ctx.operations()
  const methods = [...new Set(operations.map(each => each.method))]
  if (method !== undefined && !methods.includes(method))
    throw new ControlFault('method/not-found', `There is no method ${method}. ${hintFor(method, methods)}`)
  if (path === undefined && operation === undefined) return
  const called = operations.filter(({ id }) => operation === undefined || id === operation)
  if (called.length === 0) {
    const ids = [...new Set(operations.map(({ id }) => id))]
    const hint = hintFor(operation ?? '', ids)
    throw new ControlFault(
      'operation/not-found',
      `There is no operation ${operation}. ${hint.length > HINT_MAX ? '' : hint}`
    )
  }
  const possible = path === undefined ? undefined : canMatchPath(path)
  const reached = called.filter(
    each => (possible === undefined || possible(each.path)) && (method === undefined || each.method === method)
  )
  if (reached.length > 0) return
  const verb = method === undefined ? '' : `${method} `
  throw new ControlFault(
    'path/not-found',
    `No operation${operation === undefined ? '' : ` ${operation}`} is ${verb}${path ?? 'that way'}`
  )
}

/** Longer lists of names help nobody. */
const HINT_MAX = 300
