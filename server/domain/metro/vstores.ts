/** vStores: storage containers that are protected as a whole, each by a domain of its own name. */
import type { Cluster, CommandOf, DomainEvent, IdSource, ProtectionDomain, View, World } from '../core/index.js'
import { clusterOf, require, required } from '../core/index.js'
import { domainOfVstore, membersInVstore, vstoreOf } from './vstore-lookup.js'
import { createProtectionDomain, removeProtectionDomain } from '../protection/rules.js'

/** Every VM in it that is not protected yet becomes a member; by `vmLevel` each in a group of its own, else all in one. */
export function protectVstore(world: View<World>, command: CommandOf<'protect-vstore'>, ids: IdSource): DomainEvent[] {
  const here = clusterOf(world, command.cluster)
  const { name } = vstoreOf(here, command.uuid)
  const before = domainOfVstore(here, name)
  require(before === undefined, 'vstore/protected', () =>
    `vStore ${name} is protected by protection domain ${before?.name} already`)
  const members = membersInVstore(here, name, command.vmLevel ? null : name)
  const made = createProtectionDomain(
    world,
    { ...command, type: 'create-protection-domain', name, annotations: [] },
    ids
  )
  return [
    ...made,
    { type: 'vstore-covered', cluster: here.name, domain: name, container: name },
    ...(members.length > 0 ? [{ type: 'entities-protected', cluster: here.name, domain: name, members } as const] : [])
  ]
}

export function unprotectVstore(
  world: View<World>,
  command: CommandOf<'unprotect-vstore'>,
  ids: IdSource
): DomainEvent[] {
  const here = clusterOf(world, command.cluster)
  const { name } = protectedVstore(here, command.uuid)
  return removeProtectionDomain(
    world,
    { ...command, type: 'remove-protection-domain', name, skipRemoteCheck: false },
    ids
  )
}

export function regroupVstore(world: View<World>, command: CommandOf<'regroup-vstore'>): DomainEvent[] {
  const here = clusterOf(world, command.cluster)
  const domain = protectedVstore(here, command.uuid)
  const members = domain.members.map(member => ({
    ...member,
    consistencyGroup: command.vmLevel ? member.name : (domain.vstore ?? domain.name)
  }))
  require(domain.change === null, 'protection-domain/busy', () => `Protection domain ${domain.name} changes its mode`)
  return [{ type: 'entities-regrouped', cluster: here.name, domain: domain.name, members }]
}

function protectedVstore(here: View<Cluster>, id: string): View<ProtectionDomain> {
  const { name } = vstoreOf(here, id)
  return required(domainOfVstore(here, name), 'vstore/not-protected', `vStore ${name} is not protected on ${here.name}`)
}
