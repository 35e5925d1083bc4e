/** Localizes stub data: replaces generated names and identifiers by those of the cluster. */
import type { Cluster, View } from '../../domain/core/index.js'
import type { Schema } from '../../http/contract/index.js'

type Row = Record<string, unknown>
type Names = (here: View<Cluster>) => readonly string[]

interface Kind {
  readonly uuids: Names
  readonly ids: Names
  readonly names: Names
}

const named = (
  things: (here: View<Cluster>) => readonly { readonly name: string; readonly uuid: string; readonly number?: number }[]
): Kind => ({
  uuids: here => things(here).map(({ uuid }) => uuid),
  ids: here => things(here).map(({ uuid, number }) => `${here.uuid}::${number ?? uuid}`),
  names: here => things(here).map(({ name }) => name)
})

const none: Names = () => []
const host = named(here => here.hosts)
const vm = named(here => Object.values(here.vms))
const container = named(here => here.containers)
const cluster = named(here => [here])
const network = named(here => here.networks)
const remoteSite = named(here => Object.values(here.remoteSites))
const domain: Kind = { uuids: none, ids: none, names: here => Object.keys(here.protectionDomains) }

/** What a property's name says that it holds, underscores aside. */
const kinds: readonly (readonly [RegExp, Kind])[] = [
  [/^(protectiondomain|pd)/, domain],
  [/^remotesite/, remoteSite],
  [/container/, container],
  [/^network/, network],
  [/^(vm|uservm)(?!disk)/, vm],
  [/^(host|node)(?!nic)/, host],
  [/^cluster/, cluster]
]

/** Models that are one of those things, by the vendor's names. */
const models: Readonly<Record<string, Kind>> = {
  'appliance.configuration.NodeDTO': host,
  'appliance.configuration.ClusterDTO': cluster,
  'appliance.configuration.ContainerDTO': container,
  'stats.VMDTO': vm,
  'uhura.VmConfigDTO': vm,
  'acropolis.VMInfoDTO': vm,
  'acropolis.NetworkConfigDTO': network,
  'dr.ProtectionDomainDTO': domain,
  'dr.RemoteSiteDTO': remoteSite
}

/** `chance` chooses, so that the same request is told of the same things. */
export function localizeStub(value: unknown, schema: Schema, here: View<Cluster>, chance: number): unknown {
  let turn = chance
  return visit(value, schema, undefined)

  function visit(
    value: unknown,
    node: Schema,
    choose: ((key: string) => string | undefined) | undefined,
    key = ''
  ): unknown {
    if (Array.isArray(value)) {
      const items = (node['items'] ?? {}) as Schema
      return value.map(entry => visit(entry, items, choose, key.replace(/s$/, '')))
    }
    if (value === null || typeof value !== 'object') return typeof value === 'string' ? (choose?.(key) ?? value) : value
    const properties = (node['properties'] ?? {}) as Record<string, Schema>
    const pick = chooser(models[String(node['x-vendor-model'])])
    const row = Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, visit(inner, properties[name] ?? {}, pick, name)])
    )
    return withCounts(row)
  }

  /** One thing for each object: its UUID and its name belong together. */
  function chooser(self: Kind | undefined): (key: string) => string | undefined {
    turn += 1
    const at = turn
    return key => {
      const [letters, part = ''] = /^(.*?)(uuid|id|name)?$/.exec(key.replaceAll('_', '').toLowerCase())?.slice(1) ?? []
      const kind = letters === '' ? self : kinds.find(([pattern]) => pattern.test(`${letters}${part}`))?.[1]
      const list = kind === undefined || part === '' ? [] : kind[`${part as 'uuid' | 'id' | 'name'}s`](here)
      return list[at % list.length]
    }
  }
}

/** A collection says how much it holds. */
function withCounts(row: Row): Row {
  const { metadata, entities } = row
  if (!Array.isArray(entities) || metadata === null || typeof metadata !== 'object') return row
  const camel = 'grandTotalEntities' in metadata
  const total = entities.length
  return {
    ...row,
    metadata: camel
      ? { grandTotalEntities: total, totalEntities: total, count: total }
      : { grand_total_entities: total, total_entities: total, count: total }
  }
}
