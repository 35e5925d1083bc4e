/** What holds of the file servers of a cluster. */
import { getOwn } from '../core/index.js'
import { clustersOf, repeated } from './context.js'
import type { Invariants } from './context.js'

export const fileServerInvariants: Invariants = {
  'a file server is known by its UUID, has a name of its own, and either serves or is activated by a task that runs':
    function* (world) {
      for (const here of clustersOf(world)) {
        const servers = Object.values(here.fileServers)
        for (const name of repeated(servers.map(server => server.name)))
          yield `file server ${name} twice on ${here.name}`
        for (const [uuid, { uuid: known, name, activated, task: taskUuid }] of Object.entries(here.fileServers)) {
          const place = `file server ${name} on ${here.name}`
          if (known !== uuid) yield `${place} is ${known}`
          if (taskUuid === null) continue
          if (activated) yield `${place} serves and is activated`
          const task = getOwn(here.tasks, taskUuid)
          if (
            task?.status !== 'Running' ||
            task.effect?.type !== 'file-server-activation' ||
            task.effect.server !== uuid
          )
            yield `${place} is activated by task ${taskUuid}`
        }
      }
    },

  'a file server that does not serve is known with its protection domain only': function* (world) {
    for (const here of clustersOf(world)) {
      for (const { name, activated, domain } of Object.values(here.fileServers)) {
        if (!activated && getOwn(here.protectionDomains, domain) === undefined)
          yield `file server ${name} on ${here.name}`
      }
    }
  }
}
