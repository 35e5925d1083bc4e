/** What something falls due of. */
import { dueOfIncident, dueOfSites, dueOfTask } from '../../domain/due.js'
import { getOwn } from '../../domain/core/index.js'
import type { Due, View, World } from '../../domain/core/index.js'

export type Subject =
  | { readonly what: 'domain'; readonly cluster: string; readonly name: string }
  | { readonly what: 'task'; readonly cluster: string; readonly uuid: string }
  | { readonly what: 'sites'; readonly cluster: string }
  | { readonly what: 'lane'; readonly from: string; readonly to: string }
  | { readonly what: 'incident'; readonly id: string }

/** What falls due of a subject of which no more is known than the world says. */
export function dueOfSubject(
  world: View<World>,
  subject: Exclude<Subject, { readonly what: 'domain' | 'lane' }>
): Due | null {
  switch (subject.what) {
    case 'task': {
      const cluster = world.clusters[subject.cluster]
      const task = cluster?.tasks[subject.uuid]
      return cluster === undefined || task === undefined ? null : dueOfTask(world, cluster, task)
    }
    case 'sites': {
      const cluster = world.clusters[subject.cluster]
      return cluster === undefined ? null : dueOfSites(world, cluster)
    }
    case 'incident': {
      const incident = getOwn(world.incidents, subject.id)
      return incident === undefined ? null : dueOfIncident(world, incident)
    }
  }
}
