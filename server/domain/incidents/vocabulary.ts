/** Commands, events and refusals: incidents, and the power of a site. */
import type { Refusals } from '../core/tables/refusals.js'
import type { At } from '../core/tables/target.js'
import type { Instant, Usecs } from '../core/time.js'
import type { Breakage, BreakageKind, Incident, Pack, Trigger } from '../core/world.js'

/** Asked by a test, a fixture or the control API: nothing of the product can. */
type IncidentControlCommand =
  | { type: 'set-power'; cluster: string; power: 'on' | 'lost' }
  /** What is not given stays as it is. */
  | { type: 'change-cluster'; cluster: string; power?: 'on' | 'lost'; pack?: Pack }
  | { type: 'plan-incident'; what: Breakage; begins: Trigger; lastsUsecs: Usecs | null }
  | { type: 'withdraw-incident'; id: string }

/** Given by the agenda alone, at the instant at which it falls due. */
type IncidentDueCommand =
  { type: 'begin-incident'; id: string } | { type: 'end-incident'; id: string } | { type: 'toggle-flap'; id: string }

export type IncidentCommand = IncidentControlCommand | IncidentDueCommand

export type IncidentEvent =
  | ({ type: 'power-lost' } & At)
  | ({ type: 'power-restored' } & At)
  /** Empty, and another one under its old name and addresses. */
  | ({ type: 'cluster-recreated'; uuid: string; id: number; incarnationId: number } & At)
  | { type: 'incident-planned'; incident: Incident }
  /** An event that it waits for has happened; so many more of them are waited for. */
  | { type: 'incident-noticed'; id: string; left: number }
  | { type: 'incident-began'; id: string; kind: BreakageKind; turnsAt: Instant | null }
  | { type: 'incident-turned'; id: string; down: boolean; turnsAt: Instant }
  | { type: 'incident-ended'; id: string; serial: number; kind: BreakageKind; state: 'ended' | 'withdrawn' }
  | ({ type: 'host-lost'; host: string } & At)
  | ({ type: 'host-restored'; host: string } & At)
  | ({ type: 'replication-service-stopped' } & At)
  | ({ type: 'replication-service-started' } & At)
  | { type: 'clock-jumped'; usecs: Usecs }

export const incidentRefusals = {
  'incident/not-found': { number: 90082, grade: 'D' },
  'incident/invalid': { number: 90083 }
} as const satisfies Refusals

/** What whoever gives a command is answered. */
interface IncidentResults {
  /** Id of the incident. */
  'plan-incident': string
}

export interface IncidentVocabulary {
  client: never
  control: IncidentControlCommand
  due: IncidentDueCommand
  results: IncidentResults
  event: IncidentEvent
  refusal: keyof typeof incidentRefusals
}
