/** What figures there are: names that filters may use beside the attributes of a row. */
import { loadFigureNames } from './load.js'
import { spaceFigureNames } from './space.js'

/** The names of all figures, those of a VM and of replication among them. */
export const figureNames: readonly string[] = [
  ...loadFigureNames(),
  ...spaceFigureNames(),
  'controller_user_bytes',
  'hypervisor.cpu_ready_time_ppm',
  'replication_transmitted_bandwidth_kBps',
  'replication_received_bandwidth_kBps',
  'replication_num_transmitted_bytes',
  'replication_num_received_bytes',
  'dr.exclusive_snapshot_usage_bytes'
]
