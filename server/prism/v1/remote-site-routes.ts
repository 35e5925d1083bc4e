/** Undocumented remote site routes of the web console, in canonical (v2.0) names. */
import { getOwn, remoteSiteOf } from '../../domain/core/index.js'
import type { RemoteSite, View } from '../../domain/core/index.js'
import type { Model, Prism, V1CanonicalHandlers } from '../core/index.js'
import { RequestError } from '../core/index.js'
import { CEREBRO_PORT, remoteSiteDto, remoteSiteHealth } from '../dr/index.js'
import { projectionOf } from '../figures/index.js'
import type { RemoteSiteRequest } from '../../domain/links/index.js'

export const remoteSiteRoutes = {
  addRemoteIp: ({ prism, path, body }) =>
    updatedSiteDto(prism, path.name, ({ addresses }) => {
      const { address, port } = addressOf(body.value)
      return { addresses: { ...addresses, [address]: port ?? CEREBRO_PORT } }
    }),

  removeRemoteIp: ({ prism, path, body }) =>
    updatedSiteDto(prism, path.name, ({ addresses, name }) => {
      const { address } = addressOf(body.value)
      if (getOwn(addresses, address) === undefined)
        throw new RequestError('invalid', `Remote site ${name} has no address ${address}`)
      return { addresses: omitKey(addresses, address) }
    }),

  setProxy: ({ prism, path, body }) => updatedSiteDto(prism, path.name, () => ({ proxy: body.value ?? false })),

  setCompression: ({ prism, path, body }) =>
    updatedSiteDto(prism, path.name, () => ({ compression: body.value ?? false })),

  setMaxBandwidth: ({ prism, path, body }) =>
    updatedSiteDto(prism, path.name, () => ({ maxBytesPerSecond: body.value === 0 ? null : (body.value ?? null) })),

  mapVstore: ({ prism, path, body }) =>
    updatedSiteDto(prism, path.name, ({ containerMap }) => {
      const [local = '', remote = local] = (body.value ?? '').split(':')
      return { containerMap: { ...containerMap, [local]: remote } }
    }),

  unmapVstore: ({ prism, path, body }) =>
    updatedSiteDto(prism, path.name, ({ containerMap, name }) => {
      const local = (body.value ?? '').split(':')[0] ?? ''
      if (getOwn(containerMap, local) === undefined)
        throw new RequestError('invalid', `Remote site ${name} has no mapping of storage container ${local}`)
      return { containerMap: omitKey(containerMap, local) }
    }),

  removeRemoteSnapshots: ({ prism, path, body }) => {
    prism.submit({ type: 'remove-remote-snapshots', site: path.name, snapshotIds: body.dr_snapshot_ids_map })
    return { value: true }
  },

  downloadSnapshot: ({ prism, path, body }) => {
    const { pd_name: name, dr_snapshot_id: snapshotId } = body
    prism.submit({ type: 'retrieve-snapshot', site: path.name, name: name ?? '', snapshotId: snapshotId ?? '' })
    return { value: true }
  },

  getHealthCheckSummaryForRemoteSites: ({ prism, query }) => remoteSiteHealth(prism, query)
} satisfies Partial<V1CanonicalHandlers>

/** One thing of a site is changed, the rest is as it was. */
function updatedSiteDto(
  prism: Prism,
  name: string,
  change: (site: View<RemoteSite>) => Partial<RemoteSiteRequest>
): Model<'RemoteSite'> {
  prism.submit({ type: 'update-remote-site', site: { ...change(remoteSiteOf(prism.cluster, name)), name } })
  return remoteSiteDto(prism.world, prism.cluster, remoteSiteOf(prism.cluster, name), projectionOf(undefined))
}

function addressOf(text: string | null | undefined): { address: string; port: number | null } {
  const [, address, port] = /^([^:\s]+)(?::(\d{1,5}))?$/.exec(text ?? '') ?? []
  if (address === undefined) throw new RequestError('invalid', `${JSON.stringify(text ?? '')} is no address`)
  return { address, port: port === undefined ? null : Number(port) }
}

function omitKey<T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key))
}
