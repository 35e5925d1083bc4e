/** Names that commands take, as the contract of the control API has them: checked by its types, so that none is missing. */
import type { Model } from '../../client/index.js'

const kinds: Record<Model<'IncidentKind'>, true> = {
  'link-cut': true,
  'link-slow': true,
  'link-flap': true,
  'site-power': true,
  host: true,
  'replication-service': true,
  'snapshot-failure': true,
  'guest-shutdown-hang': true,
  'registration-failure': true,
  'activation-failure': true,
  'container-full': true,
  'replication-stuck': true,
  'cluster-recreated': true,
  'clock-jump': true
}

export const incidentKinds = Object.keys(kinds)
