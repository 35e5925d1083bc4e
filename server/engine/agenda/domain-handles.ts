/** Handles of protection domains in the agenda, by cluster and name: they are found when their domain was removed, too. */
import { NONE } from './indexed-heap.js'

export class DomainHandles {
  readonly #byCluster = new Map<string, Map<string, number>>()
  /** The one that is expected. */
  #cluster = ''
  #name = ''
  #handle = NONE

  /** Says which one will be asked for most likely: most of what a command touches is the domain that it is about. */
  expect(cluster: string, name: string, handle: number): void {
    this.#cluster = cluster
    this.#name = name
    this.#handle = handle
  }

  find(cluster: string, name: string): number | undefined {
    if (this.#handle !== NONE && name === this.#name && cluster === this.#cluster) return this.#handle
    return this.#byCluster.get(cluster)?.get(name)
  }

  add(cluster: string, name: string, handle: number): void {
    let handles = this.#byCluster.get(cluster)
    if (handles === undefined) this.#byCluster.set(cluster, (handles = new Map()))
    handles.set(name, handle)
  }

  delete(cluster: string, name: string): void {
    this.#handle = NONE
    this.#byCluster.get(cluster)?.delete(name)
  }
}
