/** Witnesses of metro relations. A cluster registers one at most [EMU: the published list has room for more]. */
import type { CommandOf, Decision, DomainEvent, Scene, Witness } from '../core/index.js'
import { openCluster, refuseUnless } from '../core/index.js'
import { isIpv4 } from '../networks/index.js'

/** Nobody is asked at the addresses [EMU]. */
export function addMetroWitness(scene: Scene, command: CommandOf<'add-metro-witness'>): Decision<Witness> {
  const { world, here, ids } = openCluster(scene, command)
  const { name, addresses, username } = command.witness
  const { witness: registered } = here.configuration
  refuseUnless(
    registered === undefined,
    'witness/exists',
    () => `A witness is registered on ${here.name} already: ${registered?.addresses.join(', ')}`
  )
  refuseUnless(
    addresses.length > 0 && addresses.every(isIpv4),
    'witness/invalid',
    () => `A witness needs IPv4 addresses, not ${JSON.stringify(addresses)}`
  )
  refuseUnless(username !== '', 'witness/invalid', () => 'A witness needs the name of a user')
  const witness = { uuid: ids.uuid(), name, addresses, username, registeredAt: world.now }
  return {
    events: command.testOnly ? [] : [{ type: 'metro-witness-added', cluster: here.name, witness }],
    result: witness
  }
}

/** Domains that ask for a witness go on as before [EMU]. */
export function removeMetroWitness(scene: Scene, command: CommandOf<'remove-metro-witness'>): DomainEvent[] {
  const { here } = openCluster(scene, command)
  refuseUnless(
    here.configuration.witness?.uuid === command.uuid,
    'witness/not-found',
    () => `Witness ${command.uuid} is not registered on ${here.name}`
  )
  return [{ type: 'metro-witness-removed', cluster: here.name, uuid: command.uuid }]
}
