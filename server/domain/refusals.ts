/** Everything that the product refuses, and what a refusal is to its clients: the rooms' tables, united. */
import { coreRefusals } from './core/index.js'
import type { RefusalCode, RefusalForm } from './core/index.js'
import { noticeRefusals } from './notices/rules.js'
import { networkRefusals } from './networks/rules.js'
import { linkRefusals } from './links/rules.js'
import { inventoryRefusals } from './inventory/rules.js'
import { settingsRefusals } from './settings/rules.js'
import { storageRefusals } from './storage/rules.js'
import { volumeGroupRefusals } from './volume-groups/rules.js'
import { snapshotRefusals } from './snapshots/rules.js'
import { fileServerRefusals } from './file-servers/rules.js'
import { recoveryRefusals } from './recovery/rules.js'
import { replicationRefusals } from './replication/rules.js'
import { protectionRefusals } from './protection/rules.js'
import { metroRefusals } from './metro/rules.js'
import { incidentRefusals } from './incidents/rules.js'

export const refusals: Readonly<Record<RefusalCode, RefusalForm>> = {
  ...coreRefusals,
  ...noticeRefusals,
  ...networkRefusals,
  ...linkRefusals,
  ...inventoryRefusals,
  ...settingsRefusals,
  ...storageRefusals,
  ...volumeGroupRefusals,
  ...snapshotRefusals,
  ...fileServerRefusals,
  ...recoveryRefusals,
  ...replicationRefusals,
  ...protectionRefusals,
  ...metroRefusals,
  ...incidentRefusals
}
