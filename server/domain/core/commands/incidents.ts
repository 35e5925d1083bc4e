/** Incidents: planned, withdrawn, and when their time comes. */
import type { Usecs } from '../time.js'
import type { Breakage, Trigger } from '../world.js'

export type IncidentControlCommand =
  | { type: 'set-power'; cluster: string; power: 'on' | 'lost' }
  | { type: 'plan-incident'; what: Breakage; begins: Trigger; lastsUsecs: Usecs | null }
  | { type: 'withdraw-incident'; id: string }

export type IncidentDueCommand =
  { type: 'begin-incident'; id: string } | { type: 'end-incident'; id: string } | { type: 'turn-incident'; id: string }
