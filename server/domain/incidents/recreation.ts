/** A cluster that is destroyed and made again: the same name and addresses, another identity, and nothing of what it held. */
import type { ClusterScene, DomainEvent } from '../core/index.js'
import { abortAll } from './power.js'

/** What it sends and receives breaks, and what it held is gone. */
export function recreateCluster(scene: ClusterScene): DomainEvent[] {
  const { world, here, ids } = scene
  const cluster = here.name
  return [
    ...abortAll(scene, `Cluster ${cluster} was destroyed`),
    ...Object.keys(here.vms).map(uuid => ({ type: 'vm-unregistered', cluster, uuid }) as const),
    ...Object.keys(here.protectionDomains).map(
      domain => ({ type: 'protection-domain-removed', cluster, domain, until: world.now }) as const
    ),
    ...Object.keys(here.remoteSites).map(name => ({ type: 'remote-site-removed', cluster, name }) as const),
    { type: 'cluster-recreated', cluster, uuid: ids.uuid(), id: ids.number(), incarnationId: world.now }
  ]
}
