/** Maps rackable units (blocks) of up to four hosts. EMU: hosts fill their blocks in order. */
import type { Cluster, Host, View } from '../../../domain/core/index.js'
import type { Model } from '../../core/index.js'

/** Letters of the places in a block. */
export const places = ['A', 'B', 'C', 'D'] as const

/** Where a host stands in its block, and the serial number of that. */
export function placeOf(here: View<Cluster>, host: View<Host>): { place: number; name: string; block: string } {
  const index = here.hosts.indexOf(host)
  const place = index % places.length
  return { place, name: places[place] ?? '', block: here.hosts[index - place]?.serial ?? host.serial }
}

export const BLOCK_MODEL = 'UseLayout'
/** EMU: one of the vendor's; that it is a text in both places is recorded [C: recorded, virt-who]. */
export const BLOCK_MODEL_NAME = 'NX-3060-G5'

export function rackableUnits(here: View<Cluster>): Model<'RackableUnit'>[] {
  const blocks = Math.ceil(here.hosts.length / places.length)
  return Array.from({ length: blocks }, (_, block) => {
    const hosts = here.hosts.slice(block * places.length, (block + 1) * places.length)
    return {
      id: block + 1,
      rackable_unit_uuid: `${here.uuid.slice(0, 24)}${String(block + 1).padStart(12, '0')}`,
      serial: hosts[0]?.serial ?? null,
      model: BLOCK_MODEL,
      model_name: BLOCK_MODEL_NAME,
      location: null,
      nodes: hosts.map(({ number }) => number),
      node_uuids: hosts.map(({ uuid }) => uuid),
      positions: hosts.map((_, place) => String(place + 1))
    }
  })
}
