/** What the gateway answers beside its operations: the ping of clients that wait for a cluster, login and logout. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { RequestError } from '../core/index.js'
import { answerRefused, vanish } from './mount.js'
import type { PrismHost } from './mount.js'

const FORM = 'application/x-www-form-urlencoded'

/** Neither is confirmed: the first goes with the product's login form, the second with the other tools of v1. */
const logouts = ['/PrismGateway/j_spring_security_logout', '/PrismGateway/services/rest/v1/utils/logout']

export async function mountGateway(app: FastifyInstance, host: PrismHost): Promise<void> {
  const alive = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    host.catchUp()
    if (vanish(host, host.siteOf(request), reply)) return reply
    return reply.code(200).send()
  }
  app.get('/PrismGateway/services', alive) // HEAD comes with it [C: X-Ray's client pings so, without credentials]
  await app.register(async scope => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'string' }, async (_request: FastifyRequest, text: string) => text)
    scope.setErrorHandler((error, _request, reply) => {
      const { status, body } = answerRefused(error, 'v1', reply)
      return reply.code(status).send(body)
    })
    scope.post('/PrismGateway/j_spring_security_check', (request, reply) => {
      const site = host.siteOf(request)
      host.catchUp()
      if (vanish(host, site, reply)) return reply
      const form = new URLSearchParams(typeof request.body === 'string' ? request.body : '')
      const [user, password] = [form.get('j_username'), form.get('j_password')]
      if (user === null || password === null)
        throw new RequestError('unauthenticated', `j_username and j_password expected, as ${FORM}`)
      const { setCookies } = host.auth.logIn(site, user, password)
      return reply
        .header('set-cookie', [...setCookies])
        .code(200)
        .send()
    })
    const leave = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
      const site = host.siteOf(request)
      host.catchUp()
      if (vanish(host, site, reply)) return reply
      return reply.header('set-cookie', [...host.auth.logOut(site, request.headers.cookie)]).send({ value: true })
    }
    for (const url of logouts) scope.route({ method: ['GET', 'POST'], url, handler: leave })
  })
}
