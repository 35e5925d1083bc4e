/** The control API on the app: who may use it, and that whoever looks sees the present. */
import type { FastifyRequest } from 'fastify'
import { createHash, timingSafeEqual } from 'node:crypto'
import { createApi } from '../http/contract/index.js'
import type { Api, Contract } from '../http/contract/index.js'
import type { ControlContext } from './core/index.js'
import { ControlFault, controlFault } from './core/index.js'
import { controlHandlers } from './index.js'

export interface ControlHost {
  /** The lab that a request is about. */
  context(request: FastifyRequest): ControlContext
  /** What clients off loopback have to show as a Bearer token; without one they are refused. */
  readonly token: string | undefined
  readonly strictAnswers: boolean
}

export function controlApi(contract: Contract, host: ControlHost): Api {
  const handlers = controlHandlers as Readonly<Record<string, (typeof controlHandlers)[keyof typeof controlHandlers]>>
  return createApi<ControlContext>(contract, ({ id }) => handlers[id], {
    strictAnswers: host.strictAnswers,
    coerceBodies: false,
    context: request => host.context(request),
    before: (request, _reply, { lab }) => {
      if (!allowed(request, host.token)) {
        const how =
          host.token === undefined ? 'start pesim with --control-token' : 'send it as Authorization: Bearer <token>'
        throw new ControlFault('token/required', `Off loopback the control API needs its token: ${how}`)
      }
      lab.pace.catchUp()
    },
    after: (request, _reply, { flushed }) => flushed(request),
    refuse: error => controlFault(error)
  })
}

function allowed({ raw, headers }: FastifyRequest, token: string | undefined): boolean {
  if (isLoopback(raw.socket.remoteAddress)) return true
  const shown = /^Bearer\s+(.+?)\s*$/i.exec(headers.authorization ?? '')?.[1]
  return token !== undefined && shown !== undefined && sameText(shown, token)
}

/** No address at all: a request that was injected inside this process. */
function isLoopback(address: string | undefined): boolean {
  return address === undefined || address === '::1' || /^(::ffff:)?127\./.test(address)
}

/** In a time that does not depend on where the texts differ. */
function sameText(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
