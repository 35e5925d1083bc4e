/** The emulated API on the app: which cluster a request means, whether it is there at all, who asks, and how it is refused. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ClientCommand } from '../domain/commands.js'
import type { DomainEvent } from '../domain/events.js'
import { clusterOf } from '../domain/lookup.js'
import type { Secret, View, World } from '../domain/world.js'
import type { Contract, Operation } from '../http/contract.js'
import { HttpRefusal } from '../http/http-refusal.js'
import { mountContract } from '../http/mount.js'
import type { Call, Handler, MountOptions } from '../http/mount.js'
import { onDemand } from '../http/on-demand.js'
import type { OnDemand } from '../http/on-demand.js'
import type { Auth } from './auth.js'
import type { SpokenV1 } from './dialect.js'
import type { PrismHandlers } from './handlers.js'
import type { Prism, Wait } from './prism.js'
import { forbidden } from './permissions.js'
import { RequestError, prismHeaders, refuse } from './refusals.js'
import type { Dialect } from './refusals.js'
import { stubsOf } from './stub.js'

/** What the API needs of the emulator around it. */
export interface PrismHost {
  /** The name of the cluster that a request means. */
  clusterNameOf(request: FastifyRequest): string
  world(): View<World>
  /** Brings the world to the present. */
  catchUp(): void
  dispatch(command: ClientCommand): readonly DomainEvent[]
  /** Resolves when what is waited for has come about, cannot be waited for any longer, or the signal says that nobody does. */
  wait(wait: Wait, signal: AbortSignal): Promise<void>
  /** Resolves when what a request has changed is kept as safely as it was asked for. */
  kept(request: FastifyRequest): Promise<void>
  readonly auth: Auth
  readonly secrets: Secrets
  readonly strictAnswers: boolean
  /** Whether what is not emulated is refused. */
  readonly strict: boolean
}

/** How passwords are kept, which the API does not know. */
export interface Secrets {
  /** What is kept of a password. `purpose` says what for, and differs from one password to the next. */
  of(purpose: string, password: string): Secret
  right(secret: View<Secret>, password: string): boolean
}

interface Context {
  cluster: string
  user: string
}

export function mountPrism(
  app: FastifyInstance,
  contract: Contract,
  dialect: Dialect,
  handlers: PrismHandlers,
  host: PrismHost
): void {
  const mounted = Object.entries(handlers).map(([id, handler]) => [id, handling(handler, host)] as const)
  mountContract<Context>(app, contract, Object.fromEntries(mounted), optionsOf(dialect, host))
}

/** v1 without a route of its own: what it is made of is read and put together at its first request. */
export function speakV1(contract: Contract, load: () => SpokenV1, host: PrismHost): OnDemand {
  let spoken: SpokenV1 | undefined
  const v1 = (): SpokenV1 => (spoken ??= load())
  const options = { ...optionsOf('v1', host), canonicalBody: (operation: Operation) => v1().canonicalBody(operation) }
  return onDemand<Context>(contract, options, (operation, call) => {
    const handler = v1().handlers[operation.id]
    if (handler === undefined) throw new Error(`${operation.id} of v1 has no handler`)
    return handling(handler, host)(call)
  })
}

function handling(handler: PrismHandlers[string], host: PrismHost): Handler<Context> {
  return ({ ctx, path, query, body, request, reply }: Call<Context>) => {
    const answer = handler({
      prism: prismOf(host, ctx, reply),
      path: path as unknown,
      query: query as unknown,
      body: body as unknown
    } as never)
    if (!(answer instanceof Promise)) return answer
    return answer.then((told: unknown) => (vanish(host, ctx.cluster, request, reply) ? undefined : told))
  }
}

/** Answers whatever operation of a contract is asked for from its model, or refuses it where the host is strict. */
export function stubPrism(contract: Contract, dialect: Dialect, host: PrismHost): OnDemand {
  const stub = stubsOf(() => contract.document)
  return onDemand<Context>(contract, optionsOf(dialect, host), (operation, { ctx, request, reply }) => {
    if (host.strict) throw new HttpRefusal('not-served', 501, `${operation.id} is published but not emulated`)
    void reply.header('x-pesim', 'stub')
    const { seed } = host.world()
    const url = request.url.replace(/\?.*$/s, '')
    return stub({ seed, cluster: clusterOf(host.world(), ctx.cluster), operation, url })
  })
}

function optionsOf(dialect: Dialect, host: PrismHost): MountOptions<Context> {
  return {
    strictAnswers: host.strictAnswers,
    context: request => ({ cluster: host.clusterNameOf(request), user: '' }),
    before: (request, reply, ctx, operation) => {
      host.catchUp()
      if (vanish(host, ctx.cluster, request, reply)) return
      const { authorization, cookie } = request.headers
      const { user, roles, setCookies } = host.auth.authenticate(ctx.cluster, { authorization, cookie })
      ctx.user = user
      void reply.headers({ ...prismHeaders, ...(setCookies.length > 0 && { 'set-cookie': [...setCookies] }) })
      const denied = forbidden(operation, roles)
      if (denied !== undefined) throw new RequestError('forbidden', denied)
    },
    after: request => host.kept(request),
    refuse: (error, _request, reply) => answerRefused(error, dialect, reply)
  }
}

/** Refusals outside of every operation: unknown paths, unreadable requests. */
export function answerRefused(
  error: unknown,
  dialect: Dialect,
  reply: FastifyReply
): { status: number; body: unknown } {
  const { status, headers, body } = refuse(error, dialect)
  void reply.headers(headers)
  return { status, body }
}

/** A site without power does not answer: the connection breaks, as it does in a real disaster. */
export function vanish(
  host: Pick<PrismHost, 'world'>,
  cluster: string,
  request: FastifyRequest,
  reply: FastifyReply
): boolean {
  if (clusterOf(host.world(), cluster).power === 'on') return false
  reply.hijack()
  request.raw.socket.destroy()
  return true
}

function prismOf(host: PrismHost, ctx: Context, reply: FastifyReply): Prism {
  return {
    get world() {
      return host.world()
    },
    get cluster() {
      return clusterOf(host.world(), ctx.cluster)
    },
    user: ctx.user,
    accounts: {
      loggedIn: () => host.auth.loggedIn(ctx.cluster),
      secretOf: (username, password) =>
        host.secrets.of(`${ctx.cluster}/${username}/${host.world().revision}`, password),
      right: (secret, password) => host.secrets.right(secret, password)
    },
    dispatch: command => host.dispatch({ ...command, cluster: ctx.cluster, user: ctx.user }),
    wait: wait => host.wait(wait, goneSignal(reply))
  }
}

/** Aborts when the client has closed its connection. */
function goneSignal({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController()
  raw.once('close', () => {
    gone.abort()
  })
  return gone.signal
}
