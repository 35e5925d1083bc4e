/** What holds of networks and of high availability: names that tell apart, addresses that nobody shares, room for failures. */
import { addressNumber, assignmentsOn, infrastructureOf, isInSubnet } from '../networks/index.js'
import { clustersOf, repeated } from './context.js'
import type { Invariants } from './context.js'

export const networkInvariants: Invariants = {
  'a network is alone with its name and its UUID on its cluster': function* (world) {
    for (const here of clustersOf(world)) {
      for (const name of repeated(here.networks.map(network => network.name))) yield `${name} on ${here.name}`
      for (const uuid of repeated(here.networks.map(network => network.uuid))) yield `${uuid} on ${here.name}`
    }
  },

  'a cluster sets room aside for the failures that it tolerates, and some host stays': function* (world) {
    for (const { name, ha, hosts } of clustersOf(world)) {
      const { hostFailuresToTolerate: failures, reservation } = ha
      if (failures < 0 || (failures > 0 && failures >= hosts.length)) yield `${name} tolerates ${failures} failures`
      if (failures > 0 !== (reservation !== 'NO_RESERVATIONS')) yield `${name} has ${reservation} for ${failures}`
    }
  },

  'an address of a managed network is inside of it, and in one hand': function* (world) {
    for (const here of clustersOf(world)) {
      for (const network of here.networks) {
        const { ipam } = network
        if (ipam === null) continue
        const assigned = assignmentsOn(here, network).map(({ address }) => address)
        const all = [...assigned, ...ipam.reserved, ...infrastructureOf(ipam)]
        for (const address of repeated(all)) yield `${address} on ${network.name} of ${here.name} twice`
        for (const address of all) {
          const number = addressNumber(address)
          if (number === undefined || !isInSubnet(ipam, number))
            yield `${address} is not on ${network.name} of ${here.name}`
        }
      }
    }
  }
}
