/** Gateway routes outside the contracts: ping, login and logout. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { RequestError } from '../core/index.js'
import { answerRefused } from './answers.js'
import { clientOf } from './client.js'
import type { Destination, FindDestination } from './environment.js'
import { enterSite, refuseAfterCatchUp } from './stages.js'

const FORM = 'application/x-www-form-urlencoded'

/** Neither is confirmed: the first goes with the product's login form, the second with the other tools of v1. */
const logouts = ['/PrismGateway/j_spring_security_logout', '/PrismGateway/services/rest/v1/utils/logout']

type Answer = (
  destination: Destination,
  request: FastifyRequest,
  reply: FastifyReply
) => FastifyReply | Promise<FastifyReply>

export async function mountGateway(app: FastifyInstance, find: FindDestination): Promise<void> {
  /** Nobody answers where there is no power; what is asked here needs no credentials. */
  const withDestination =
    (answer: Answer) =>
    (request: FastifyRequest, reply: FastifyReply): FastifyReply | Promise<FastifyReply> => {
      const destination = enterSite(find, request, reply)
      return destination === undefined ? reply : answer(destination, request, reply)
    }

  app.get(
    '/PrismGateway/services', // HEAD comes with it [C: X-Ray's client, without credentials]
    withDestination((_destination, _request, reply) => reply.code(200).send())
  )
  await app.register(async scope => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'string' }, async (_request: FastifyRequest, text: string) => text)
    scope.setErrorHandler((error, _request, reply) => {
      const { status, body } = answerRefused(error, 'v1', reply)
      return reply.code(status).send(body)
    })
    scope.post('/PrismGateway/j_spring_security_check', withDestination(logIn))
    for (const url of logouts) scope.route({ method: ['GET', 'POST'], url, handler: withDestination(logOut) })
  })
}

async function logIn(destination: Destination, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { host, site } = destination
  const form = new URLSearchParams(typeof request.body === 'string' ? request.body : '')
  const [user, password] = [form.get('j_username'), form.get('j_password')]
  if (user === null || password === null)
    throw new RequestError('unauthenticated', `j_username and j_password expected, as ${FORM}`)
  const attempt = host.auth.logIn(site, user, password, request.headers.cookie, clientOf(request, reply, host))
  const login = await refuseAfterCatchUp(destination, reply, attempt)
  if (login === undefined) return reply
  return reply
    .header('set-cookie', [...login.setCookies])
    .code(200)
    .send()
}

function logOut({ host, site }: Destination, { headers }: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.header('set-cookie', [...host.auth.logOut(site, headers.cookie)]).send({ value: true })
}
