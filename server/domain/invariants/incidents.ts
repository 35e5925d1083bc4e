/** What holds of incidents: what is broken is broken by one of them, or by hand, and all of it is to end as planned. */
import { replicationStuck } from '../core/index.js'
import { transfersOf } from './context.js'
import type { Invariants } from './context.js'

export const incidentInvariants: Invariants = {
  'an incident is filed under its id, and has begun if it is under way': function* (world) {
    for (const [id, incident] of Object.entries(world.incidents)) {
      const { state, beganAt, endedAt, turnsAt, what } = incident
      if (id !== incident.id) yield `${incident.id} is filed under ${id}`
      if (state !== 'waiting' && state !== 'active') yield `${id} is ${state} and still open`
      if ((state === 'active') !== (beganAt !== null)) yield `${id} is ${state} and began at ${beganAt}`
      if (endedAt !== null) yield `${id} has ended and is still open`
      if ((turnsAt !== null) !== (state === 'active' && what.kind === 'link-flap')) yield `${id} turns at ${turnsAt}`
    }
    for (const { id, state, endedAt } of world.pastIncidents)
      if ((state !== 'ended' && state !== 'withdrawn') || endedAt === null) yield `${id} is over, and ${state}`
  },

  'a transfer stands still by an incident alone, and where one makes it': function* (world) {
    for (const { here, domain, outgoing, current, place } of transfersOf(world)) {
      const stuck = replicationStuck(world, here.name, domain.name, outgoing.site)
      if (current.phase === 'stalled' && !stuck) yield `${place} stands still without a reason`
      if (current.phase === 'running' && stuck) yield `${place} runs, although it is stuck`
    }
  }
}
