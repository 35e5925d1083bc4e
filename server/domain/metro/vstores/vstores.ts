/** vStores: storage containers that are protected as a whole, each by a domain of its own name. */
import type { Cluster, CommandOf, DomainEvent, ProtectionDomain, Scene, View } from '../../core/index.js'
import { openCluster, refuseUnless, required } from '../../core/index.js'
import { domainOfVstore, membersInVstore, vstoreOf } from './vstore-lookup.js'
import { createProtectionDomain, removeProtectionDomain } from '../../protection/rules.js'

/** Every VM in it that is not protected yet becomes a member; by `vmLevel` each in a group of its own, else all in one. */
export function protectVstore(scene: Scene, command: CommandOf<'protect-vstore'>): DomainEvent[] {
  const { here } = openCluster(scene, command)
  const { name } = vstoreOf(here, command.uuid)
  const before = domainOfVstore(here, name)
  refuseUnless(
    before === undefined,
    'vstore/protected',
    () => `vStore ${name} is protected by protection domain ${before?.name} already`
  )
  const members = membersInVstore(here, name, command.vmLevel ? null : name)
  const made = createProtectionDomain(scene, { ...command, type: 'create-protection-domain', name, annotations: [] })
  return [
    ...made,
    { type: 'vstore-covered', cluster: here.name, domain: name, container: name },
    ...(members.length > 0 ? [{ type: 'entities-protected', cluster: here.name, domain: name, members } as const] : [])
  ]
}

export function unprotectVstore(scene: Scene, command: CommandOf<'unprotect-vstore'>): DomainEvent[] {
  const { here } = openCluster(scene, command)
  const { name } = protectedVstore(here, command.uuid)
  return removeProtectionDomain(scene, { ...command, type: 'remove-protection-domain', name, skipRemoteCheck: false })
}

export function regroupVstore(scene: Scene, command: CommandOf<'regroup-vstore'>): DomainEvent[] {
  const { here } = openCluster(scene, command)
  const domain = protectedVstore(here, command.uuid)
  const members = domain.members.map(member => ({
    ...member,
    consistencyGroup: command.vmLevel ? member.name : (domain.vstore ?? domain.name)
  }))
  refuseUnless(
    domain.change === null,
    'protection-domain/busy',
    () => `Protection domain ${domain.name} changes its mode`
  )
  return [{ type: 'entities-regrouped', cluster: here.name, domain: domain.name, members }]
}

function protectedVstore(here: View<Cluster>, id: string): View<ProtectionDomain> {
  const { name } = vstoreOf(here, id)
  return required(domainOfVstore(here, name), 'vstore/not-protected', `vStore ${name} is not protected on ${here.name}`)
}
