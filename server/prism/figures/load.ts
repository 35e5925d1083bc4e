/**
 * Performance figures: what the VMs that run ask of processors, memory and disks, added up over a host, a container or a
 * cluster. EMU: the product measures; pesim says what follows from each VM, the same at every moment while it runs.
 */
import { LRUCache } from 'lru-cache'
import type { Cluster, Disk, Host, View, Vm } from '../../domain/core/index.js'
import { distribute } from '../../domain/storage/index.js'

const PPM = 1_000_000
const BYTES_PER_MEBIBYTE = 1024 * 1024
const NO_VALUE = '-1'

/** Figures are means over this long [C: recorded]. */
const SPAN_SECONDS = 30

/** EMU: a guest reads as much as this many times what it writes, in requests of this size. */
const READS_PER_WRITE = 2
const REQUEST_KILOBYTES = 16
const READ_LATENCY_USECS = 600
const WRITE_LATENCY_USECS = 1100

/** EMU: the share of its virtual processors that a running guest uses, between these two, by its UUID. */
const CPU_LEAST_PPM = 20_000
const CPU_SPREAD_PPM = 150_000

/** What something asks of the cluster in a second. Plain numbers, so that parts add up to the whole. */
export interface Load {
  readonly readKiloBytes: number
  readonly writeKiloBytes: number
  readonly reads: number
  readonly writes: number
}

const idle: Load = { readKiloBytes: 0, writeKiloBytes: 0, reads: 0, writes: 0 }

/** I/O of a VM, from the rate at which it writes; none while it is off. */
export function vmIo(vm: View<Vm>): Load {
  if (vm.powerState !== 'on') return idle
  const writeKiloBytes = Math.ceil(vm.changeBytesPerSecond / 1000)
  return loadOf(writeKiloBytes)
}

function loadOf(writeKiloBytes: number): Load {
  const writes = Math.ceil(writeKiloBytes / REQUEST_KILOBYTES)
  return {
    writeKiloBytes,
    readKiloBytes: writeKiloBytes * READS_PER_WRITE,
    writes,
    reads: writes * READS_PER_WRITE
  }
}

/** What several ask together. */
export function sumOfLoads(loads: Iterable<Load>): Load {
  const sum = { readKiloBytes: 0, writeKiloBytes: 0, reads: 0, writes: 0 }
  for (const load of loads) {
    sum.readKiloBytes += load.readKiloBytes
    sum.writeKiloBytes += load.writeKiloBytes
    sum.reads += load.reads
    sum.writes += load.writes
  }
  return sum
}

/** A part of a load in proportion to weights; the parts of all weights add up to the load. */
export function shareOfLoad(load: Load, weights: readonly number[], index: number): Load {
  const part = (amount: number): number => distribute(amount, weights)[index] ?? 0
  return {
    readKiloBytes: part(load.readKiloBytes),
    writeKiloBytes: part(load.writeKiloBytes),
    reads: part(load.reads),
    writes: part(load.writes)
  }
}

/** What the VMs that run on a cluster ask of some of their disks. */
export function ioOfDisks(here: View<Cluster>, matches: (disk: View<Disk>) => boolean): Load {
  return sumOfLoads(
    Object.values(here.vms).flatMap(vm => {
      if (vmIo(vm) === idle) return []
      return vm.spec.disks.flatMap(disk => (matches(disk) ? [ioOfDisk(vm, disk)] : []))
    })
  )
}

/** What a VM asks of one of its disks: all of it is shared out by their size, and optical drives have no part. */
export function ioOfDisk(vm: View<Vm>, disk: View<Disk>): Load {
  const load = vmIo(vm)
  const disks = vm.spec.disks.filter(({ cdrom }) => !cdrom)
  const index = disks.findIndex(({ uuid }) => uuid === disk.uuid)
  if (load === idle || index === -1) return idle
  const sizes = disks.map(({ sizeBytes }) => sizeBytes)
  return shareOfLoad(load, sizes, index)
}

/** The VMs on some hosts. */
export function vmsOn(here: View<Cluster>, hosts: readonly View<Host>[]): View<Vm>[] {
  const uuids = new Set(hosts.map(({ uuid }) => uuid))
  return Object.values(here.vms).filter(({ hostUuid }) => hostUuid !== null && uuids.has(hostUuid))
}

/** Share of its virtual processors that a VM uses, in millionths: 2 to 17 %, by its UUID; 0 while it is off. */
export function vmCpuPpm(vm: View<Vm>): number {
  if (vm.powerState !== 'on') return 0
  return CPU_LEAST_PPM + (Number.parseInt(vm.uuid.slice(-6), 16) % CPU_SPREAD_PPM)
}

/** Processor time that VMs use, in hertz, on hosts of a clock rate. */
function cpuHertz(vms: readonly View<Vm>[], clockHz: number): number {
  return vms.reduce((sum, vm) => {
    const { vcpus, coresPerVcpu } = vm.spec
    return sum + Math.round((vmCpuPpm(vm) / PPM) * vcpus * coresPerVcpu * clockHz)
  }, 0)
}

/** Share of the processors of some hosts that their VMs use, in millionths, no more than all. */
export function cpuUsagePpm(here: View<Cluster>, hosts: readonly View<Host>[]): number {
  const used = hosts.reduce((sum, host) => sum + cpuHertz(vmsOn(here, [host]), host.cpuFrequencyHz), 0)
  const installed = hosts.reduce((sum, host) => sum + host.cpuFrequencyHz * host.cpuCores, 0)
  return installed === 0 ? 0 : Math.min(PPM, Math.round((used / installed) * PPM))
}

/** Share of the memory of some hosts that their VMs were given, in millionths. EMU: a VM that runs uses all of it. */
export function memoryUsagePpm(here: View<Cluster>, hosts: readonly View<Host>[]): number {
  const used = vmsOn(here, hosts).reduce((bytes, { spec }) => bytes + spec.memoryMb * BYTES_PER_MEBIBYTE, 0)
  const installed = hosts.reduce((bytes, { memoryBytes }) => bytes + memoryBytes, 0)
  return installed === 0 ? 0 : Math.round((used / installed) * PPM)
}

/** Loads whose figures are kept: most VMs of a lab ask one of few things, and a row's figures are most of its text. */
const KNOWN_LOADS_MAX = 64
const knownStats = new LRUCache<string, Readonly<Record<string, string>>>({ max: KNOWN_LOADS_MAX })

/**
 * The figures of a load by the product's names [C: recorded], as texts of digits: of the thing itself, as the controller VM sees it
 * and as the hypervisor does. What needs a pattern of requests (random or in sequence) has no value, -1, as there [C: recorded].
 * The same object for the same load.
 */
export function ioStats(load: Load): Readonly<Record<string, string>> {
  const { readKiloBytes, writeKiloBytes, reads, writes } = load
  const key = `${readKiloBytes} ${writeKiloBytes} ${reads} ${writes}`
  let stats = knownStats.get(key)
  if (stats === undefined) {
    stats = Object.freeze(statsOf(load))
    knownStats.set(key, stats)
  }
  return stats
}

function statsOf(load: Load): Record<string, string> {
  const all = load.reads + load.writes
  const readUsecs = load.reads * READ_LATENCY_USECS
  const writeUsecs = load.writes * WRITE_LATENCY_USECS
  const kiloBytes = load.readKiloBytes + load.writeKiloBytes
  const everywhere: Record<string, number> = {
    avg_io_latency_usecs: all === 0 ? 0 : Math.round((readUsecs + writeUsecs) / all),
    avg_read_io_latency_usecs: load.reads === 0 ? 0 : READ_LATENCY_USECS,
    avg_write_io_latency_usecs: load.writes === 0 ? 0 : WRITE_LATENCY_USECS,
    io_bandwidth_kBps: kiloBytes,
    read_io_bandwidth_kBps: load.readKiloBytes,
    write_io_bandwidth_kBps: load.writeKiloBytes,
    num_io: all * SPAN_SECONDS,
    num_read_io: load.reads * SPAN_SECONDS,
    num_write_io: load.writes * SPAN_SECONDS,
    num_iops: all,
    num_read_iops: load.reads,
    num_write_iops: load.writes,
    total_io_size_kbytes: kiloBytes * SPAN_SECONDS,
    total_io_time_usecs: (readUsecs + writeUsecs) * SPAN_SECONDS,
    total_read_io_size_kbytes: load.readKiloBytes * SPAN_SECONDS,
    total_read_io_time_usecs: readUsecs * SPAN_SECONDS
  }
  const stats: Record<string, string> = {}
  for (const [name, value] of Object.entries(everywhere)) {
    for (const seenBy of ['', 'controller_', 'hypervisor_']) stats[seenBy + name] = String(value)
  }
  const readPpm = all === 0 ? 0 : Math.round((load.reads / all) * PPM)
  for (const seenBy of ['', 'controller_']) {
    stats[`${seenBy}read_io_ppm`] = String(readPpm)
    stats[`${seenBy}write_io_ppm`] = String(all === 0 ? 0 : PPM - readPpm)
    for (const name of ['num_random_io', 'num_seq_io', 'random_io_ppm', 'seq_io_ppm']) stats[seenBy + name] = NO_VALUE
  }
  return {
    ...stats,
    controller_avg_read_io_size_kbytes: String(load.reads === 0 ? 0 : REQUEST_KILOBYTES),
    controller_avg_write_io_size_kbytes: String(load.writes === 0 ? 0 : REQUEST_KILOBYTES),
    ...spans,
    ...transformed
  }
}

const spans = Object.fromEntries(
  ['', 'controller_', 'hypervisor_'].map(seenBy => [`${seenBy}timespan_usecs`, String(SPAN_SECONDS * 1_000_000)])
)

const transformed: Readonly<Record<string, string>> = {
  total_transformed_usage_bytes: NO_VALUE,
  total_untransformed_usage_bytes: NO_VALUE,
  controller_total_transformed_usage_bytes: NO_VALUE
}

/** EMU: no cache is emulated, so that it holds and has found nothing. */
const contentCache: Readonly<Record<string, string>> = {
  content_cache_hit_ppm: '0',
  content_cache_logical_memory_usage_bytes: '0',
  content_cache_logical_ssd_usage_bytes: '0',
  content_cache_num_dedup_ref_count_pph: '100',
  content_cache_num_hits: '0',
  content_cache_num_lookups: '0',
  content_cache_physical_memory_usage_bytes: '0',
  content_cache_physical_ssd_usage_bytes: '0',
  content_cache_saved_memory_usage_bytes: '0',
  content_cache_saved_ssd_usage_bytes: '0'
}

/** The hypervisors that have figures of their own name: those of another than the cluster's are -1 [C: recorded]. */
const hypervisors: Readonly<Record<string, Cluster['hypervisor'] | null>> = {
  kvm: 'kKvm',
  esx: 'kVMware',
  hyperv: null
}

/** The figures of hosts, and of a cluster by all its hosts. */
export function hostStats(here: View<Cluster>, hosts: readonly View<Host>[]): Record<string, string> {
  const cpu = String(cpuUsagePpm(here, hosts))
  const memory = String(memoryUsagePpm(here, hosts))
  const byHypervisor = Object.entries(hypervisors).flatMap(([name, hypervisor]) => {
    const own = hypervisor === here.hypervisor
    return [
      [`hypervisor_${name}_cpu_usage_ppm`, own ? cpu : NO_VALUE],
      [`hypervisor_${name}_memory_usage_ppm`, own ? memory : NO_VALUE]
    ] as const
  })
  return {
    ...ioStats(sumOfLoads(vmsOn(here, hosts).map(vmIo))),
    ...contentCache,
    hypervisor_cpu_usage_ppm: cpu,
    hypervisor_memory_usage_ppm: memory,
    ...Object.fromEntries(byHypervisor)
  }
}

/** The names of all figures of load. */
export function loadFigureNames(): string[] {
  const byHypervisor = Object.keys(hypervisors).flatMap(name => [
    `hypervisor_${name}_cpu_usage_ppm`,
    `hypervisor_${name}_memory_usage_ppm`
  ])
  return [...Object.keys({ ...controllerVmStats(true), ...contentCache }), ...byHypervisor]
}

/** EMU: what a controller VM uses of its processors; it has no I/O of its own. */
const CONTROLLER_CPU_PPM = 80_000

/** The figures of a controller VM, which runs unless its host is lost. */
export function controllerVmStats(running: boolean): Record<string, string> {
  const memory = String(running ? PPM : 0)
  return {
    ...ioStats(idle),
    hypervisor_cpu_usage_ppm: String(running ? CONTROLLER_CPU_PPM : 0),
    'hypervisor.cpu_ready_time_ppm': '0',
    hypervisor_memory_usage_ppm: memory,
    memory_usage_ppm: memory
  }
}

/** The figures of a VM, the space that it uses among them [C: clients]. */
export function vmStats(vm: View<Vm>, userBytes: string): Record<string, string> {
  const memory = String(vm.powerState === 'on' ? PPM : 0)
  return {
    ...ioStats(vmIo(vm)),
    hypervisor_cpu_usage_ppm: String(vmCpuPpm(vm)),
    'hypervisor.cpu_ready_time_ppm': '0',
    hypervisor_memory_usage_ppm: memory,
    memory_usage_ppm: memory,
    controller_user_bytes: userBytes
  }
}
