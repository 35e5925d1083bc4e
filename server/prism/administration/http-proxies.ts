/** HTTP proxies: stored only; the emulator makes no outgoing request. */
import { required } from '../../domain/core/index.js'
import type { Model, Prism, V2Handlers } from '../core/index.js'
import { acropolis } from '../lists/index.js'
import { proxyDto, proxyRequest } from './dto/settings.js'
import { unwrapPatch } from './patch.js'

const list = 'httpProxies'

export const httpProxies = {
  getHttpProxies: ({ prism }) => acropolis(prism.cluster.configuration[list].map(proxyDto)),

  getHttpProxy: ({ prism, path }) => proxyDto(proxyOf(prism, path.name)),

  addHttpProxy: ({ prism, body }) => {
    prism.submit({ type: 'add-to-configuration', list, entries: [proxyRequest(body)] })
    return { value: true }
  },
  editHttpProxy: ({ prism, body }) => replace(prism, body),
  patchHttpProxy: ({ prism, body }) => replace(prism, unwrapPatch(body)),

  deleteHttpProxy: ({ prism, path }) => {
    prism.submit({ type: 'remove-from-configuration', list, keys: [path.name] })
    return { value: true }
  }
} satisfies Partial<V2Handlers>

function proxyOf({ cluster }: Prism, name: string) {
  const proxy = cluster.configuration[list].find(proxy => proxy.name === name)
  return required(proxy, 'configuration/not-found', `HTTP proxy ${name} does not exist`)
}

function replace(prism: Prism, dto: Model<'HttpProxy'>) {
  const entry = proxyRequest(dto, proxyOf(prism, dto.name ?? ''))
  prism.submit({ type: 'replace-in-configuration', list, entry })
  return { value: true }
}
