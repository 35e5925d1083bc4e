/** Fields of events of incidents and their effects. */
import { USECS_PER_SECOND, hostName, instantFacts } from '../core/index.js'
import type { FactsOf } from '../core/index.js'
import type { IncidentEvent } from './vocabulary.js'

export const incidentFacts: FactsOf<IncidentEvent['type']> = {
  'power-lost': () => ({}),
  'power-restored': () => ({}),
  'cluster-recreated': ({ uuid }) => ({ uuid }),
  'incident-planned': ({ incident }) => ({ incident: incident.id, what: incident.what.kind }),
  'incident-noticed': ({ id, left }) => ({ incident: id, left }),
  'incident-began': ({ id, kind }) => ({ incident: id, what: kind }),
  'incident-turned': ({ id, down, turnsAt }) => ({ incident: id, down, ...instantFacts('turns', turnsAt) }),
  'incident-ended': ({ id, kind, state }) => ({ incident: id, what: kind, state }),
  'host-lost': ({ cluster, host }, world) => ({ name: hostName(world, cluster, host), uuid: host }),
  'host-restored': ({ cluster, host }, world) => ({ name: hostName(world, cluster, host), uuid: host }),
  'replication-service-stopped': () => ({}),
  'replication-service-started': () => ({}),
  'clock-jumped': ({ usecs }) => ({ seconds: usecs / USECS_PER_SECOND })
}
