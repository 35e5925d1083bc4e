/** A port that answers any command as if it had been carried out, and what a request becomes there. */
import type { Test } from 'tap'
import type { PrismCommand } from '../../../server/prism/index.js'
import { ask } from './ask.js'
import { at, prismOf, twoSites } from './two-sites.js'

const schedule = twoSites().clusters['france']?.protectionDomains['gold']?.schedules[0]
if (schedule === undefined) throw new Error('gold has no schedule')
export const oneTime = { id: 7, at: at(3601), appConsistent: false, remoteSites: [], retentionSeconds: null }
const task = {
  uuid: 'task-1',
  serial: 1,
  operation: 'kVmPowerOn',
  status: 'Running' as const,
  createdAt: at(3600),
  endsAt: at(3602),
  errorCode: 0,
  errorDetail: null,
  entities: [],
  effect: null
}
/** What the port answers to a command; most that have a result start a task. */
const results: Partial<Record<PrismCommand['type'], unknown>> = {
  'add-schedule': schedule,
  'add-schedules': [schedule],
  'add-one-time-schedule': oneTime,
  'create-network': 'network-1',
  'migrate-protection-domain': []
}

/** The one command that a request becomes, and what is answered. */
export function callHandler(t: Test, id: string, path: object, body?: unknown, query: object = {}) {
  const prism = prismOf(twoSites(), 'france', type => results[type] ?? task)
  const answer = ask(t, prism, id, { ...path }, { ...query }, body)
  t.equal(prism.commands.length, 1, 'one command')
  return { command: prism.commands[0] as PrismCommand, answer }
}
