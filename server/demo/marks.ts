/** Named writes: what proves which data a fail-over kept. */
import type { FailoverResult, Vm } from './story.js'
import type { Site, Stage } from './stage.js'

/** Writes the same mark to every VM, now. */
export async function writeMarks(
  stage: Stage,
  site: Site,
  vms: readonly Vm[],
  mark: string,
  when: string
): Promise<void> {
  for (const { uuid } of vms) {
    await stage.control('post', '/clusters/{name}/vms/{uuid}/marks', {
      path: { name: site, uuid },
      body: { name: mark }
    })
  }
  stage.log('pesim', 'post', `/emulator/v1/clusters/${site}/vms/*/marks`, `${mark}, ${when}`)
}

/** By name of the VM, oldest first. Throws where a VM is not there. */
export async function marksAt(stage: Stage, site: Site, vms: readonly Vm[]): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {}
  for (const { name, uuid } of vms) {
    const { marks } = await stage.control('get', '/clusters/{name}/vms/{uuid}/marks', { path: { name: site, uuid } })
    found[name] = marks.map(mark => mark.name)
  }
  return found
}

/** The same marks for every VM. */
export function everyVm(vms: readonly Vm[], marks: readonly string[]): Record<string, string[]> {
  return Object.fromEntries(vms.map(({ name }) => [name, [...marks]]))
}

/** Bytes that each VM has written in its life, by its name. The emulator knows, whether the site has power or not. */
export async function writtenBytesByVm(stage: Stage, site: Site, vms: readonly Vm[]): Promise<Record<string, number>> {
  const all = await stage.control('get', '/clusters/{name}/vms', { path: { name: site } })
  return Object.fromEntries(
    vms.map(({ name, uuid }) => [name, all.vms.find(vm => vm.uuid === uuid)?.written_bytes ?? Number.NaN])
  )
}

interface FailoverComparison {
  readonly failover: string
  /** Every mark that was ever written, in order. */
  readonly marks: readonly string[]
  /** As the VMs had written until the end, and as they came back. */
  readonly before: Readonly<Record<string, number>>
  readonly after: Readonly<Record<string, number>>
  readonly keptMarks: Readonly<Record<string, readonly string[]>>
  readonly ageSeconds: number
}

export function failoverResultsOf(
  vms: readonly Vm[],
  { failover, marks, before, after, keptMarks: kept, ageSeconds }: FailoverComparison
): FailoverResult[] {
  return vms.map(({ name }) => ({
    failover,
    vm: name,
    keptMarks: kept[name] ?? [],
    lostMarks: marks.filter(mark => kept[name]?.includes(mark) !== true),
    bytesLost: (before[name] ?? Number.NaN) - (after[name] ?? Number.NaN),
    ageSeconds
  }))
}
