/** Licence endpoints: pack, allowances and violations. No licence file is applied. */
import { alertTypeOf } from '../../domain/notices/index.js'
import { clusterTitle, required } from '../../domain/core/index.js'
import { disksOf } from '../../domain/storage/index.js'
import type { Cluster, View } from '../../domain/core/index.js'
import { alertPage } from '../lists/index.js'
import type { V1CanonicalHandlers, V1CanonicalModel } from '../core/index.js'
import { openLicenceAlerts, licenceAlerts } from '../notices/index.js'
import { BLOCK_MODEL, rackableUnits } from '../inventory/index.js'

/** EMU: the product licenses nodes of its own make so. */
const LICENSE_CLASS = 'appliance'
/** EMU: the product's name of the feature is not known. */
const NEAR_SYNC = 'NEAR_SYNC'
const TEBIBYTE = 1024 ** 4

const categories = { starter: 'Starter', pro: 'Pro', ultimate: 'Ultimate' } as const

export const license = {
  getCurrentLicense: ({ prism: { world, cluster } }) => ({
    category: categories[cluster.pack],
    sub_category: null,
    license_class: LICENSE_CLASS,
    standby_mode: false,
    use_non_compliant_features: world.settings.licence === 'warn',
    capacity: capacityOf(cluster),
    capacity_licensed: capacityOf(cluster),
    cluster_expiry_usecs: null,
    allowance_map: allowancesOf(cluster),
    addon_allowance_map: {},
    feature_violations: openLicenceAlerts(cluster).map(alert => ({
      feature_name: NEAR_SYNC,
      affected: alert.entity.name,
      violation_description: alertTypeOf(alert).title
    })),
    license_list: [],
    cluster_license_list: [],
    node_license_list: [],
    addon_license_list: [],
    available_addon_list: [],
    license_expiry_message: [],
    node_expiry_message: [],
    license_standby_message: null,
    total_coins_licensed: null
  }),

  getAllowances: ({ prism: { cluster } }) => allowancesOf(cluster),

  getAllowanceForFeature: ({ prism: { cluster }, path }) => {
    const allowances = Object.entries(allowancesOf(cluster)).find(([name]) => name === path.feature_name)?.[1]
    return required(allowances, 'configuration/not-found', `Feature ${path.feature_name} is not one that is licensed`)
  },

  getClusterLicenseInfo: ({ prism: { cluster } }) => ({
    cluster_name: clusterTitle(cluster),
    cluster_uuid: cluster.uuid,
    cluster_version: cluster.version,
    block_serial_list: rackableUnits(cluster).flatMap(({ serial }) => serial ?? []),
    capacity: capacityOf(cluster),
    node_list: [
      {
        model: BLOCK_MODEL,
        num_nodes: cluster.hosts.length,
        num_licensed_nodes: cluster.hosts.length,
        license_class: LICENSE_CLASS,
        changed: false,
        flow_num_protected_nodes: 0
      }
    ],
    cluster_logical_timestamp: 0,
    license_logical_timestamp: 0,
    signature: null,
    standby_mode: false,
    version: 1
  }),

  getLicenseAlerts: ({ prism, query }) => licenceAlerts(prism, query),

  getLicenseEvents: ({ query }) => alertPage<never>([], query)
} satisfies Partial<V1CanonicalHandlers>

/** Of what the packs differ in, pesim knows NearSync alone. */
function allowancesOf({ pack }: View<Cluster>): Record<string, V1CanonicalModel<'LicenseAllowances'>> {
  const allowed = {
    allowance_type: 'BOOLEAN',
    bool_value: pack !== 'starter',
    int_value: null,
    violation_action: 'Warn'
  }
  return {
    [NEAR_SYNC]: { display_name: 'NearSync', allowances_type: 'BOOLEAN', bool_value: allowed, int_values: [] }
  }
}

function capacityOf(here: View<Cluster>): V1CanonicalModel<'LicenseCapacity'> {
  const tebibytes = (tier: string): number =>
    Math.ceil(
      disksOf(here)
        .filter(disk => disk.tier === tier)
        .reduce((bytes, { sizeBytes }) => bytes + sizeBytes, 0) / TEBIBYTE
    )
  return {
    num_nodes: here.hosts.length,
    num_cores: here.hosts.reduce((cores, { cpuCores }) => cores + cpuCores, 0),
    ssd_size_tebibytes: tebibytes('SSD'),
    hdd_size_tebibytes: tebibytes('HDD'),
    flow_num_protected_nodes: 0
  }
}
