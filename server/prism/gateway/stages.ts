/**
 * What every request to the emulated API goes through before its handler and after it, in this order: whom it means, the
 * clock, power, injected faults, credentials, what roles allow, whom Prism Central hands it on to; then saving, injected
 * faults again, and the journal.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../../domain/core/index.js'
import type { Mishap } from '../../http/app/index.js'
import type { ApiOptions, Operation, Refuse } from '../../http/contract/index.js'
import { CENTRAL, RequestError, proxied } from '../core/index.js'
import { isFromConsole } from '../../http/access/index.js'
import { readsOf } from '../reads/index.js'
import { dropWithoutPower, headersOf } from './answers.js'
import { clientOf } from './client.js'
import type { Context, Destination, FindDestination, UnreadRequest } from './environment.js'
import { injectMishap, matchMishap, statusOf } from './mishap.js'
import { permissionDenied } from './permissions.js'

/** Of the stages, what differs between one API and another. */
interface StageOptions {
  /** In the form of the API that was asked. */
  readonly refuse: Refuse
  /** What Prism Central answers by itself. */
  readonly centralAnswers: (operation: Operation) => boolean
}

/** A request on its way. */
interface RequestInProgress {
  readonly ctx: Context
  readonly operation: Operation
  readonly mishap: Mishap | undefined
}

/** What came of a request, beside its status. */
interface Outcome {
  readonly refusal?: string | null
  readonly unread?: UnreadRequest | undefined
}

/** What a handler left unread that has answered; one that refuses need not have come to everything. */
function unreadOf(request: FastifyRequest): UnreadRequest | undefined {
  const reads = readsOf(request)
  const fields = reads?.unread() ?? []
  return reads === undefined || fields.length === 0
    ? undefined
    : { api: reads.contract.name, path: reads.operation.path, fields }
}

/** A site brought to the present; undefined where it has no power, and the connection was broken. */
export function enterSite(
  find: FindDestination,
  request: FastifyRequest,
  reply: FastifyReply
): Destination | undefined {
  const destination = find(request)
  const { host, site } = destination
  host.catchUp()
  return dropWithoutPower(host.world(), site, reply) ? undefined : destination
}

export function stages(
  find: FindDestination,
  { refuse, centralAnswers }: StageOptions
): Pick<ApiOptions<Context>, 'context' | 'before' | 'saving' | 'after' | 'refuse'> {
  const inProgress = new WeakMap<FastifyRequest, RequestInProgress>()
  const applyFault = faultInjection(refuse)

  function record(request: FastifyRequest, status: number | null, outcome: Outcome = {}): void {
    const known = inProgress.get(request)
    if (known === undefined) return
    const { ctx, operation, mishap } = known
    const { method, url, body } = request
    const fields = { site: ctx.cluster ?? ctx.site, user: ctx.user, method, url, body, operation: operation.id }
    const { refusal = null, unread } = outcome
    ctx.host.record({ ...fields, status, refusal, mishap: mishap?.id ?? null, unread, console: isFromConsole(request) })
  }

  return {
    context: request => {
      const { host, site } = find(request)
      return { host, site, user: '', cluster: site === CENTRAL ? undefined : site }
    },
    before: async (request, reply, ctx, operation) => {
      const { host, site } = ctx
      const lit = enterSite(() => ctx, request, reply) !== undefined
      const mishap = lit ? matchMishap(host, request, site, operation) : undefined
      const here = { ctx, operation, mishap }
      inProgress.set(request, here)
      if (!lit) {
        record(request, null)
        return
      }
      const early = await applyFault(request, reply, here, false)
      if (early !== undefined) {
        record(request, early.status)
        return
      }
      if (!(await authenticate(ctx, request, reply, operation))) {
        record(request, null)
        return
      }
      if (site !== CENTRAL) return // a cluster ignores whose UUID a client names [C: clients]
      ctx.cluster = proxied(host.world(), host.central(), request)
      if (ctx.cluster === undefined && !centralAnswers(operation))
        throw new RequestError('not-on-central', 'This action is not supported on Prism Central')
    },
    saving: ({ host }) => host.saving,
    after: async (request, reply) => {
      const here = inProgress.get(request)
      if (here === undefined) return
      const instead = await applyFault(request, reply, here, true)
      record(request, (instead ?? here.operation.success).status, { unread: unreadOf(request) })
    },
    refuse: (error, request, reply) => {
      const refused = refuse(error, request, reply)
      record(request, refused.status, { refusal: error instanceof Refusal ? error.code : null })
      return refused
    }
  }
}

/**
 * Lets the mishap happen that a request has met, before its handler or after it. Resolves with the status that was answered,
 * null for none; undefined where the request goes on.
 */
function faultInjection(refuse: Refuse) {
  return async (
    request: FastifyRequest,
    reply: FastifyReply,
    { ctx: { host, site }, mishap }: RequestInProgress,
    afterHandler: boolean
  ): Promise<{ status: number | null } | undefined> => {
    if (mishap?.effect.afterHandler !== afterHandler) return undefined
    const answered = await injectMishap(host, mishap, reply, error => refuse(error, request, reply).body)
    host.catchUp()
    if (answered) return { status: statusOf(mishap) }
    // The power may have gone while the request was held up.
    return dropWithoutPower(host.world(), site, reply) ? { status: null } : undefined
  }
}

/**
 * A login that is refused late is refused in the present: the clock catches up. Undefined where the power has gone
 * meanwhile, and the connection was broken.
 */
export async function refuseAfterCatchUp<T>(
  { host, site }: Destination,
  reply: FastifyReply,
  login: Promise<T>
): Promise<T | undefined> {
  try {
    return await login
  } catch (refusal) {
    host.catchUp()
    if (dropWithoutPower(host.world(), site, reply)) return undefined
    throw refusal
  }
}

/**
 * Credentials, and what they allow. Resolves with false where the connection was broken. Rejects with a `RequestError` that
 * answers 401 or 403.
 */
async function authenticate(
  ctx: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  operation: Operation
): Promise<boolean> {
  void reply.headers(headersOf(ctx.site))
  const { host, site } = ctx
  const { authorization, cookie } = request.headers
  const fields = host.auth.authenticate(site, { authorization, cookie }, clientOf(request, reply, host))
  const login = await refuseAfterCatchUp(ctx, reply, fields)
  if (login === undefined) return false
  const { user, roles, setCookies } = login
  ctx.user = user
  if (setCookies.length > 0) void reply.header('set-cookie', [...setCookies])
  const denied = permissionDenied(operation, roles)
  if (denied !== undefined) throw new RequestError('forbidden', denied)
  return true
}
