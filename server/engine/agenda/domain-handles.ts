/** Handles of protection domains in the agenda, by cluster and name: they are found when their domain was removed, too. */
import { NONE } from './indexed-heap.js'
import type { Subject } from './subject.js'

export class DomainHandles {
  /** By handle. */
  readonly #subjects: readonly Subject[]
  readonly #byCluster = new Map<string, Map<string, number>>()
  /** The one that is expected: its handle and not its name, since to keep a name costs more than to read it where it stands. */
  #expected: number = NONE

  /** `subjects` are what handles stand for, and the agenda's own. */
  constructor(subjects: readonly Subject[]) {
    this.#subjects = subjects
  }

  /** Says which one will be asked for most likely: most of what a command touches is the domain that it is about. */
  expect(handle: number): void {
    this.#expected = handle
  }

  find(cluster: string, name: string): number | undefined {
    const expected = this.#expected === NONE ? undefined : this.#subjects[this.#expected]
    if (expected?.what === 'domain' && expected.name === name && expected.cluster === cluster) return this.#expected
    return this.#byCluster.get(cluster)?.get(name)
  }

  add(cluster: string, name: string, handle: number): void {
    let handles = this.#byCluster.get(cluster)
    if (handles === undefined) this.#byCluster.set(cluster, (handles = new Map()))
    handles.set(name, handle)
  }

  delete(cluster: string, name: string): void {
    this.#expected = NONE
    this.#byCluster.get(cluster)?.delete(name)
  }
}
