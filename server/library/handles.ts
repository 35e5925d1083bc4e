/** Handles on a link, a cluster and a VM: the calls of the control API about one thing. */
import type { ControlClient, Model } from '../client/index.js'
import { InvalidArgument } from './errors.js'
import { hintOf, refuseStrangers } from './nearest.js'

export interface OneWay<Name extends string = string> {
  /** The sending cluster of the one direction that is meant; both without it. */
  readonly from?: Name
}

export type LinkSlowing<Name extends string = string> = OneWay<Name> & Omit<Model<'LinkSlowing'>, 'direction'>

/** The line between two clusters. */
export interface LinkHandle<Name extends string = string> {
  /** Nothing passes from now on, one way with `from`. Transfers stand still, and go on once it is healed. */
  cut(way?: OneWay<Name>): Promise<Model<'Link'>>
  /** Rate in bits per second, round trip in milliseconds, loss as a share of the rate. */
  slow(how: LinkSlowing<Name>): Promise<Model<'Link'>>
  /** As it is in the fixture again. */
  heal(way?: OneWay<Name>): Promise<Model<'Link'>>
  /** Both directions as they are now. */
  state(): Promise<Model<'Link'>>
}

/** A cluster from outside. */
export interface ClusterHandle {
  /** A cluster whose power is `lost` answers nobody. */
  power(power: Model<'Cluster'>['power']): Promise<Model<'Cluster'>>
  /** Licence pack. */
  pack(pack: Model<'Cluster'>['pack']): Promise<Model<'Cluster'>>
  state(): Promise<Model<'Cluster'>>
  vms(): Promise<Model<'Vm'>[]>
  /** Many alike by `count` and `name_prefix`, or each by name in `vms`. */
  createVms(request: Model<'VmCreation'>): Promise<Model<'CreatedVm'>[]>
}

/** A VM by name or UUID, on whichever cluster it is when it is asked. */
export interface VmHandle<Name extends string = string> {
  /** Makes a named write, of `bytes` (default 0): a mark, by which recovered data is recognised. */
  write(mark: string, options?: { readonly bytes?: number }): Promise<Model<'Mark'>[]>
  /** Names of the writes that it has, oldest first. */
  marks(): Promise<string[]>
  state(): Promise<Model<'Vm'> & { readonly cluster: Name }>
  /** Bytes per second that it writes while it runs. */
  changeRate(bytesPerSecond: number): Promise<Model<'Vm'>>
}

const WAY = ['from']
const SLOWING = [...WAY, 'bandwidth_bits_per_second', 'latency_milliseconds', 'loss']
const WRITE = ['bytes']

export function linkHandle(api: ControlClient, a: string, b: string): LinkHandle {
  const path = { a, b }
  const direction = ({ from }: OneWay): { direction?: { from: string } } =>
    from === undefined ? {} : { direction: { from } }
  return {
    cut: async (way = {}) => {
      refuseStrangers(way, WAY, 'a cut')
      return api.post('/links/{a}/{b}/cut', { path, body: direction(way) })
    },
    slow: async input => {
      refuseStrangers(input, SLOWING, 'a slow link')
      const { from: _, ...how } = input
      return api.post('/links/{a}/{b}/slow', { path, body: { ...how, ...direction(input) } })
    },
    heal: async (way = {}) => {
      refuseStrangers(way, WAY, 'a healing')
      return api.post('/links/{a}/{b}/heal', { path, body: direction(way) })
    },
    state: async () => api.get('/links/{a}/{b}', { path })
  }
}

export function clusterHandle(api: ControlClient, name: string): ClusterHandle {
  const path = { name }
  return {
    power: async power => api.put('/clusters/{name}', { path, body: { power } }),
    pack: async pack => api.put('/clusters/{name}', { path, body: { pack } }),
    state: async () => api.get('/clusters/{name}', { path }),
    vms: async () => (await api.get('/clusters/{name}/vms', { path })).vms,
    createVms: async body => (await api.post('/clusters/{name}/vms', { path, body })).vms
  }
}

type Found<Name extends string> = Model<'Vm'> & { readonly cluster: Name }

/** Looks among `clusters`, at each call. */
export function vmHandle<Name extends string>(
  api: ControlClient,
  vm: string,
  clusters: readonly Name[]
): VmHandle<Name> {
  const find = async (): Promise<Found<Name>> => {
    const lists = clusters.map(async cluster => {
      const { vms } = await api.get('/clusters/{name}/vms', { path: { name: cluster } })
      return vms.map(each => ({ ...each, cluster }))
    })
    const all = (await Promise.all(lists)).flat()
    const [found, other] = all.filter(({ uuid, name }) => uuid === vm || name === vm)
    if (found === undefined)
      throw new InvalidArgument(`There is no VM ${vm}. ${hintOf(vm, [...new Set(all.map(({ name }) => name))])}`)
    if (other !== undefined)
      throw new InvalidArgument(
        `There are several VMs ${vm}, on ${found.cluster} and ${other.cluster}: say vm('${vm}', { cluster: '${found.cluster}' })`
      )
    return found
  }
  const pathOf = async (): Promise<{ name: string; uuid: string }> => {
    const { cluster: name, uuid } = await find()
    return { name, uuid }
  }
  return {
    state: find,
    write: async (name, options = {}) => {
      refuseStrangers(options, WRITE, 'a write')
      const body = { name, ...options }
      return (await api.post('/clusters/{name}/vms/{uuid}/marks', { path: await pathOf(), body })).marks
    },
    marks: async () => {
      const { marks } = await api.get('/clusters/{name}/vms/{uuid}/marks', { path: await pathOf() })
      return marks.map(({ name }) => name)
    },
    changeRate: async bytesPerSecond =>
      api.put('/clusters/{name}/vms/{uuid}', {
        path: await pathOf(),
        body: { change_rate_bytes_per_second: bytesPerSecond }
      })
  }
}
