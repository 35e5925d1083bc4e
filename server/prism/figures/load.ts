/**
 * Performance figures that clients index [C: clients, the names]. EMU: VMs do no work, so that nothing says how busy processors
 * and disks are: -1, as where the product has no value.
 */
import type { View, Vm } from '../../domain/core/index.js'

const PPM = 1_000_000
const NO_VALUE = '-1'

const everywhere = [
  'avg_io_latency_usecs',
  'avg_read_io_latency_usecs',
  'avg_write_io_latency_usecs',
  'io_bandwidth_kBps',
  'read_io_bandwidth_kBps',
  'write_io_bandwidth_kBps',
  'num_io',
  'num_read_io',
  'num_write_io',
  'num_iops',
  'num_read_iops',
  'num_write_iops',
  'total_io_size_kbytes',
  'total_io_time_usecs',
  'total_read_io_size_kbytes',
  'total_read_io_time_usecs'
]
const onStorage = ['num_random_io', 'num_seq_io', 'random_io_ppm', 'read_io_ppm', 'seq_io_ppm', 'write_io_ppm']

/** I/O of anything: of itself, as the controller VM sees it, and as the hypervisor does. */
export const unmeasured: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ...everywhere.flatMap(name => [name, `controller_${name}`, `hypervisor_${name}`]),
    ...onStorage.flatMap(name => [name, `controller_${name}`]),
    'controller_avg_read_io_size_kbytes',
    'controller_avg_write_io_size_kbytes',
    'hypervisor_cpu_usage_ppm',
    'hypervisor.cpu_ready_time_ppm'
  ].map(name => [name, NO_VALUE])
)

const cache = [
  'hit_ppm',
  'logical_memory_usage_bytes',
  'logical_ssd_usage_bytes',
  'num_dedup_ref_count_pph',
  'num_hits',
  'num_lookups',
  'physical_memory_usage_bytes',
  'physical_ssd_usage_bytes',
  'saved_memory_usage_bytes',
  'saved_ssd_usage_bytes'
]

/** Figures are means of this long [C: recorded]. */
const SPAN_USECS = '30000000'

/** The same of hosts and clusters, which have a cache, and say of how long their figures are. */
export const unmeasuredOfHosts: Readonly<Record<string, string>> = {
  ...unmeasured,
  ...Object.fromEntries(cache.map(name => [`content_cache_${name}`, NO_VALUE])),
  ...Object.fromEntries(['', 'controller_', 'hypervisor_'].map(of => [`${of}timespan_usecs`, SPAN_USECS])),
  total_transformed_usage_bytes: NO_VALUE,
  total_untransformed_usage_bytes: NO_VALUE,
  controller_total_transformed_usage_bytes: NO_VALUE
}

/** A VM has the memory that it was given, and uses it while it runs. */
export function vmLoad(vm: View<Vm>): Record<string, string> {
  const memory = String(vm.powerState === 'on' ? PPM : 0)
  return { ...unmeasured, hypervisor_memory_usage_ppm: memory, memory_usage_ppm: memory }
}
