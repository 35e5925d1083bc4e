/** Swagger 1.2 documents of the emulated API, rendered from the contracts on request. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Contract } from '../../http/contract/index.js'
import { HttpRefusal, apiDeclaration, resourceListing } from '../../http/contract/index.js'
import type { FindDestination } from './environment.js'
import { enterSite } from './stages.js'

/** Where the product has them [C: clients, which read them without credentials]. */
const BASE = '/PrismGateway/services/rest/api/api-docs'

/** The product's reader of its documents; pesim has its own. */
const EXPLORER = '/api/nutanix/:version/api_explorer'

/** By version, the contracts that together are one. */
type PublishedVersions = Readonly<Record<string, readonly Contract[]>>

export function mountApiDocs(app: FastifyInstance, versions: PublishedVersions, find: FindDestination): void {
  const known = new Map<string, object>()
  const cached = (key: string, make: () => object | undefined): object => {
    const found = known.get(key) ?? make()
    if (found === undefined) throw new HttpRefusal('unknown-path', 404, `There are no documents of ${key}`)
    known.set(key, found)
    return found
  }
  const contractsOf = (version: string): readonly Contract[] => {
    const found = Object.hasOwn(versions, version) ? versions[version] : undefined
    if (found === undefined) throw new HttpRefusal('unknown-path', 404, `There are no documents of ${version}`)
    return found
  }

  app.get<{ Params: { version: string } }>(`${BASE}/:version`, (request, reply) => {
    if (enterSite(find, request, reply) === undefined) return reply
    const { version } = request.params
    const contracts = contractsOf(version)
    return reply.send(cached(version, () => resourceListing(version, contracts)))
  })
  app.get<{ Params: { version: string; tag: string } }>(`${BASE}/:version/:tag`, (request, reply) => {
    if (enterSite(find, request, reply) === undefined) return reply
    const { version, tag } = request.params
    const contracts = contractsOf(version)
    const declaration = cached(`${version}/${tag}`, () => apiDeclaration(version, tag, contracts))
    return reply.send({ ...declaration, basePath: `${originOf(request)}${contracts[0]?.bases[0] ?? ''}` })
  })
  for (const url of [EXPLORER, `${EXPLORER}/*`]) app.get(url, (_request, reply) => reply.redirect('/docs'))
}

function originOf({ protocol, headers }: FastifyRequest): string {
  return `${protocol}://${headers.host ?? 'localhost'}`
}
