/** Refusals of requests that match no operation, in the error format of the API they address; they are logged too. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { refuseInV3 } from '../central/index.js'
import { controlFault } from '../control/index.js'
import { notFoundPage, wantsPage } from '../console/index.js'
import { isFromConsole } from '../http/access/index.js'
import { HttpRefusal } from '../http/contract/index.js'
import type { Refuse, Refused } from '../http/contract/index.js'
import type { RefuseUnreadable } from '../http/listen/index.js'
import { CENTRAL, refuse } from '../prism/core/index.js'
import { answerRefused, headersOf } from '../prism/gateway/index.js'
import type { HostedLab } from './hosted-lab.js'

/** Throws where a request names a lab that is not there. */
type FindLab = (request: FastifyRequest) => HostedLab

export function refuseOutside(labOf: FindLab): Refuse {
  return (error, request, reply) => {
    const found = labAt(labOf, request)
    if (found === undefined) return refusalOf(error, request, reply)
    const { lab, journal, addresses } = found
    const site = addresses.siteAt(request, Object.keys(lab.world.clusters))
    if (site === CENTRAL) void reply.headers(headersOf(CENTRAL))
    const refused = refusalOf(error, request, reply)
    if (site !== undefined && isProducts(request)) {
      const { method, url } = request
      const unknown = { operation: null, refusal: null, mishap: null, user: '', console: isFromConsole(request) }
      journal.record({ at: lab.world.now, site, method, url, status: refused.status, ...unknown })
    }
    return refused
  }
}

/** Undefined where it names one that is not there. */
function labAt(labOf: FindLab, request: FastifyRequest): HostedLab | undefined {
  try {
    return labOf(request)
  } catch {
    return undefined
  }
}

/** Whether a request looks like one to the emulated API, be it known there or not. */
function isProducts({ url }: FastifyRequest): boolean {
  return /^\/(api|PrismGateway)\//.test(url)
}

/** A browser that comes to nothing of the emulated API's gets a page. */
function refusalOf(error: unknown, request: FastifyRequest, reply: FastifyReply): Refused {
  const refused = inApiForm(error, request, reply)
  const isPage = error instanceof HttpRefusal && error.code === 'unknown-path' && request.method === 'GET'
  if (!isPage || isProducts(request) || !wantsPage(request)) return refused
  return { ...refused, page: notFoundPage(error.message) }
}

function inApiForm(error: unknown, request: FastifyRequest, reply: FastifyReply): Refused {
  if (request.url.startsWith('/emulator')) return controlFault(error)
  if (/^\/api\/nutanix\/v3(\/|\?|$)/.test(request.url)) return refuseInV3(error, request, reply)
  return answerRefused(error, /\/v(1|0\.8)(\/|\?|$)/.test(request.url) ? 'v1' : 'v2', reply)
}

/** Refuses bytes that are no HTTP request in the error format of v2.0. */
export const refuseUnreadable: RefuseUnreadable = (status, message) => {
  const { headers, body } = refuse(new HttpRefusal('bad-request', status, message), 'v2')
  return { headers, body: JSON.stringify(body) }
}
