/** The emulated API on the app: which cluster a request means, whether it is there at all, who asks, and how it is refused. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ClientCommand, DomainEvent, Secret, View, World } from '../../domain/core/index.js'
import { Refusal, clusterOf } from '../../domain/core/index.js'
import type { Call, Contract, Handler, MountOptions, OnDemand, Operation, Refuse } from '../../http/contract/index.js'
import { HttpRefusal, mountContract, onDemand } from '../../http/contract/index.js'
import { goneSignal } from '../../http/listen/index.js'
import type { Mishap } from '../../http/app/index.js'
import type { Auth } from './auth.js'
import type { Spoken } from '../dialect/index.js'
import type { CentralIdentity, Dialect, Prism, PrismHandlers, RefuseOptions, Wait } from '../core/index.js'
import { letHappen, mishapFor, statusOf } from './mishap.js'
import type { MishapHost } from './mishap.js'
import { forbidden } from './permissions.js'
import { CENTRAL, RequestError, prismHeaders, proxied, refuse } from '../core/index.js'
import { stubsOf } from '../stubs/index.js'

/** What the API needs of the emulator around it. */
export interface PrismHost extends MishapHost {
  /** Whom a request means: the name of a cluster, or `CENTRAL`. */
  siteOf(request: FastifyRequest): string
  central(): CentralIdentity
  /** What Prism Central answers by itself, in v2.0's words. */
  readonly centralHandlers: PrismHandlers
  world(): View<World>
  /** Brings the world to the present. */
  catchUp(): void
  dispatch(command: ClientCommand): readonly DomainEvent[]
  /** Resolves when what is waited for has come about, cannot be waited for any longer, or the signal says that nobody does. */
  wait(wait: Wait, signal: AbortSignal): Promise<void>
  /** Resolves when what a request has changed is kept as safely as it was asked for. */
  kept(request: FastifyRequest): Promise<void>
  /** Told of every request, once it is known what came of it. */
  noted(call: Noted): void
  readonly auth: Auth
  readonly secrets: Secrets
  readonly strictAnswers: boolean
  /** Whether what is not emulated is refused. */
  readonly strict: boolean
}

/** A request and what came of it. */
export interface Noted {
  readonly site: string
  readonly user: string
  readonly method: string
  readonly url: string
  readonly operation: string
  /** Null where nobody answered: the site has no power, or a mishap broke the connection. */
  readonly status: number | null
  /** The rule by which the product said no. */
  readonly refusal: string | null
  /** Id of the mishap that it met. */
  readonly mishap: string | null
}

/** How passwords are kept, which the API does not know. */
export interface Secrets {
  /** What is kept of a password. `purpose` says what for, and differs from one password to the next. */
  of(purpose: string, password: string): Secret
  right(secret: View<Secret>, password: string): boolean
}

/** Who asks whom. */
export interface SiteContext {
  readonly site: string
  user: string
}

export interface Context extends SiteContext {
  /** Undefined where Prism Central answers by itself. */
  cluster: string | undefined
}

export function mountPrism(
  app: FastifyInstance,
  contract: Contract,
  dialect: Dialect,
  handlers: PrismHandlers,
  host: PrismHost
): void {
  const { centralHandlers } = host
  const mounted = Object.entries(handlers).map(
    ([id, handler]) => [id, handling(handler, centralHandlers[id], host)] as const
  )
  const options = optionsOf(refusedIn(dialect), host, ({ id }) => id in centralHandlers)
  mountContract<Context>(app, contract, Object.fromEntries(mounted), options)
}

export interface SpokenAndCentral extends Spoken {
  /** The handlers of Prism Central, by their ids in the older version. */
  readonly centralHandlers: PrismHandlers
}

/**
 * An older version without a route of its own: what it is made of is read and put together at its first request. `where`
 * says whether Prism Central has it too.
 */
export function speak(
  contract: Contract,
  where: 'cluster' | 'both',
  load: () => SpokenAndCentral,
  host: PrismHost
): OnDemand {
  let spoken: SpokenAndCentral | undefined
  const loaded = (): SpokenAndCentral => (spoken ??= load())
  const answered = ({ extra }: Operation): boolean =>
    where === 'both' && ((extra['x-v2'] as { operation?: string } | undefined)?.operation ?? '') in host.centralHandlers
  const options = {
    ...optionsOf(refusedIn('v1'), host, answered),
    canonicalBody: (operation: Operation) => loaded().canonicalBody(operation)
  }
  return onDemand<Context>(contract, options, (operation, call) => {
    const { handlers, centralHandlers } = loaded()
    const handler = handlers[operation.id]
    if (handler === undefined) throw new Error(`${operation.id} of ${contract.name} has no handler`)
    return handling(handler, centralHandlers[operation.id], host)(call)
  })
}

/** `ofCentral` answers where no cluster is named; whether there is one has been asked before. */
function handling(
  ofCluster: PrismHandlers[string],
  ofCentral: PrismHandlers[string] | undefined,
  host: PrismHost
): Handler<Context> {
  return ({ ctx, path, query, body, request, reply }: Call<Context>) => {
    const asked = { path: path as unknown, query: query as unknown, body: body as unknown }
    if (ctx.cluster === undefined) {
      const prism = { world: host.world(), central: host.central(), user: ctx.user }
      return ofCentral?.({ prism, ...asked } as never)
    }
    const answer = ofCluster({ prism: prismOf(host, ctx, ctx.cluster, reply), ...asked } as never)
    if (!(answer instanceof Promise)) return answer
    return answer.then((told: unknown) => {
      if (ctx.site === CENTRAL) proxied(host.world(), host.central(), request) // throws where it has lost its power
      return vanish(host, ctx.site, reply) ? undefined : told
    })
  }
}

/** Answers whatever operation of a contract is asked for from its model, or refuses it where the host is strict. */
export function stubPrism(contract: Contract, dialect: Dialect, host: PrismHost): OnDemand {
  const stub = stubsOf(() => contract.document)
  return onDemand<Context>(
    contract,
    optionsOf(refusedIn(dialect), host, () => false),
    (operation, { ctx, request, reply }) => {
      if (host.strict) throw new HttpRefusal('not-served', 501, `${operation.id} is published but not emulated`)
      void reply.header('x-pesim', 'stub')
      const { seed } = host.world()
      const url = request.url.replace(/\?.*$/s, '')
      return stub({ seed, cluster: clusterOf(host.world(), ctx.cluster ?? ''), operation, url })
    }
  )
}

function siteContext(host: PrismHost, request: FastifyRequest): SiteContext {
  return { site: host.siteOf(request), user: '' }
}

/** Credentials, and what they allow. Throws a `RequestError` that answers 401 or 403. */
function admit(
  host: PrismHost,
  request: FastifyRequest,
  reply: FastifyReply,
  ctx: SiteContext,
  operation: Operation
): void {
  void reply.headers(headersOf(ctx.site))
  const { authorization, cookie } = request.headers
  const { user, roles, setCookies } = host.auth.authenticate(ctx.site, { authorization, cookie })
  ctx.user = user
  if (setCookies.length > 0) void reply.header('set-cookie', [...setCookies])
  const denied = forbidden(operation, roles)
  if (denied !== undefined) throw new RequestError('forbidden', denied)
}

const refusedIn =
  (dialect: Dialect): Refuse =>
  (error, _request, reply) =>
    answerRefused(error, dialect, reply)

/** What every operation goes through. `refuse` has the form of the API that was asked; `answered` tells what Prism Central answers by itself. */
export function optionsOf(
  refuse: Refuse,
  host: PrismHost,
  answered: (operation: Operation) => boolean
): MountOptions<Context> {
  const under = new WeakMap<FastifyRequest, { ctx: Context; operation: Operation; mishap: Mishap | undefined }>()
  function note(request: FastifyRequest, status: number | null, refusal: string | null = null): void {
    const known = under.get(request)
    if (known === undefined) return
    const { ctx, operation, mishap } = known
    const { method, url } = request
    const asked = { site: ctx.cluster ?? ctx.site, user: ctx.user, method, url, operation: operation.id }
    host.noted({ ...asked, status, refusal, mishap: mishap?.id ?? null })
  }
  /** Whether a mishap, or the power that went meanwhile, has left nothing to answer. */
  async function befell(request: FastifyRequest, reply: FastifyReply, afterwards: boolean): Promise<boolean> {
    const { ctx, mishap } = under.get(request) ?? {}
    if (ctx === undefined || mishap?.trouble.afterwards !== afterwards) return false
    const answered = await letHappen(host, mishap, reply, error => refuse(error, request, reply).body)
    host.catchUp()
    const dark = !answered && vanish(host, ctx.site, reply)
    if (answered || dark) note(request, dark ? null : statusOf(mishap))
    return answered || dark
  }
  return {
    strictAnswers: host.strictAnswers,
    context: request => {
      const ctx = siteContext(host, request)
      return { ...ctx, cluster: ctx.site === CENTRAL ? undefined : ctx.site }
    },
    before: async (request, reply, ctx, operation) => {
      host.catchUp()
      const dark = vanish(host, ctx.site, reply)
      under.set(request, { ctx, operation, mishap: dark ? undefined : mishapFor(host, request, ctx.site, operation) })
      if (dark) note(request, null)
      if (dark || (await befell(request, reply, false))) return
      admit(host, request, reply, ctx, operation)
      if (ctx.site !== CENTRAL) return // a cluster ignores whose UUID a client names [C]
      ctx.cluster = proxied(host.world(), host.central(), request)
      if (ctx.cluster === undefined && !answered(operation))
        throw new RequestError('precondition', `${operation.id} needs proxyClusterUuid at ${host.central().name}`)
    },
    after: async (request, reply) => {
      await host.kept(request)
      if (!(await befell(request, reply, true))) note(request, under.get(request)?.operation.success.status ?? null)
    },
    refuse: (error, request, reply) => {
      const refused = refuse(error, request, reply)
      note(request, refused.status, error instanceof Refusal ? error.code : null)
      return refused
    }
  }
}

/** What every answer of a site says of itself. */
export function headersOf(site: string): Readonly<Record<string, string>> {
  return { ...prismHeaders, ...(site === CENTRAL && { [ENVIRONMENT]: 'PC' }) }
}

const ENVIRONMENT = 'x-ntnx-env'

/** Refusals outside of every operation: unknown paths, unreadable requests. */
export function answerRefused(
  error: unknown,
  dialect: Dialect,
  reply: FastifyReply,
  options: RefuseOptions = {}
): { status: number; body: unknown } {
  const { status, headers, body } = refuse(error, dialect, options)
  const said = reply.getHeader(ENVIRONMENT)
  void reply.headers({ ...headers, ...(said !== undefined && { [ENVIRONMENT]: said }) })
  return { status, body }
}

/** A site without power does not answer: the connection breaks, as it does in a real disaster. */
export function vanish(host: Pick<PrismHost, 'world'>, site: string, reply: FastifyReply): boolean {
  if (site === CENTRAL || clusterOf(host.world(), site).power === 'on') return false
  reply.hijack()
  reply.raw.destroy()
  return true
}

function prismOf(host: PrismHost, { user }: Context, cluster: string, reply: FastifyReply): Prism {
  return {
    get world() {
      return host.world()
    },
    get cluster() {
      return clusterOf(host.world(), cluster)
    },
    user,
    central: host.central(),
    accounts: {
      loggedIn: () => host.auth.loggedIn(cluster),
      secretOf: (username, password) => host.secrets.of(`${cluster}/${username}/${host.world().revision}`, password),
      right: (secret, password) => host.secrets.right(secret, password)
    },
    dispatch: command => host.dispatch({ ...command, cluster, user }),
    wait: wait => host.wait(wait, goneSignal(reply))
  }
}
