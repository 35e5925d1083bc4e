/** The rule by which a test sets the licence pack of a cluster. */
import type { CommandOf, DomainEvent, Scene } from '../core/index.js'
import { openCluster } from '../core/index.js'

export function setPack(scene: Scene, command: CommandOf<'set-pack'>): DomainEvent[] {
  const { here } = openCluster(scene, command)
  return here.pack === command.pack ? [] : [{ type: 'pack-changed', cluster: here.name, pack: command.pack }]
}
