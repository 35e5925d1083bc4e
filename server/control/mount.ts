/** Mounts the control API on the app: token check, and the clock catches up before each request. */
import type { FastifyRequest } from 'fastify'
import { createHash, timingSafeEqual } from 'node:crypto'
import { createApi } from '../http/contract/index.js'
import type { Api, Contract, Handler } from '../http/contract/index.js'
import type { ControlContext } from './core/index.js'
import { ControlFault, controlFault } from './core/index.js'
import { controlHandlers } from './index.js'

interface ControlHost {
  /** The lab that a request is about. */
  context(request: FastifyRequest): ControlContext
  /** What clients have to show as a Bearer token. */
  readonly token: string | undefined
  /** Whether no token is needed, from anywhere. */
  readonly open: boolean
  /** Whether a listener can be reached from other machines. */
  exposed(): boolean
  /** Whether a request comes from this machine and not from a web page. */
  isLocal(request: FastifyRequest): boolean
  readonly validateResponses: boolean
}

/** Bytes of the file of a state that comes in. */
export const STATE_FILE_BYTES_MAX = 64 * 1024 * 1024

/** Operations for process supervisors, and what tells nothing of a world: open without a token. */
const unguarded: readonly string[] = ['getIndex', 'getHealth', 'getReady', 'getVersion']

/** Operations that look at a lab as its last request left it. */
const passive: readonly string[] = ['getIndex', 'getMetrics']

export function controlApi(contract: Contract, host: ControlHost): Api {
  const handlers = controlHandlers as Readonly<Record<string, (typeof controlHandlers)[keyof typeof controlHandlers]>>
  return createApi<ControlContext>(contract, ({ id }) => handlers[id] && withPermit(handlers[id]), {
    validateResponses: host.validateResponses,
    coerceBodies: false,
    boundsBodies: false,
    anyMediaType: true,
    namesKeys: true,
    largeBodies: { paths: ['/world', '/states/:state'], limitBytes: STATE_FILE_BYTES_MAX },
    context: request => host.context(request),
    before: (request, _reply, { lab }, { id }) => {
      if (!unguarded.includes(id)) authorize(request, host)
      if (!passive.includes(id)) lab.pace.catchUp()
    },
    saving: ({ saving }) => saving,
    refuse: error => controlFault(error)
  })
}

/** Refuses non-GET requests before their handler while changes cannot be saved. */
function withPermit(handler: Handler<ControlContext>): Handler<ControlContext> {
  return call => {
    call.permit?.check()
    return handler(call)
  }
}

/**
 * Without a token the control API is for this machine alone. With one, local clients still need none, unless a listener
 * is open to other machines: then what comes in here may have been handed on from there.
 */
function authorize(request: FastifyRequest, { token, open, exposed, isLocal }: ControlHost): void {
  if (open || hasToken(request, token)) return
  if (isLocal(request) && !(token !== undefined && exposed())) return
  const how = token === undefined ? 'start pesim with --control-token' : 'send it as Authorization: Bearer <token>'
  throw new ControlFault('token/required', `The control API needs its token here: ${how}`)
}

function hasToken({ headers }: FastifyRequest, token: string | undefined): boolean {
  const shown = /^Bearer\s+(\S+)\s*$/i.exec(headers.authorization ?? '')?.[1]
  return token !== undefined && shown !== undefined && sameText(shown, token)
}

/** In a time that does not depend on where the texts differ. */
function sameText(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
