/** Asks a cluster everything that a fixture can hold. */
import { NotReadable } from '../reading/index.js'
import type { ListClient, Row } from '../reading/index.js'
import { Unreachable } from '../cli/core/index.js'
import { sources } from './answers.js'
import type { ClusterAnswers, SourceName } from './answers.js'

/** How many of what there is have been read, as a bar shows it. */
export interface ReadingProgress {
  readonly source: SourceName
  readonly read: number
  readonly of: number | undefined
}

export const sourceNames = Object.keys(sources) as SourceName[]

/**
 * What is refused is noted, and the reading goes on. Throws `Unreachable` where the cluster stops answering, a list has no end,
 * or there is nothing to go by: no VMs.
 */
export async function readCluster(
  client: ListClient,
  report: (progress: ReadingProgress) => void = () => undefined
): Promise<ClusterAnswers> {
  const rows: Partial<Record<SourceName, readonly Row[]>> = {}
  const unread: Partial<Record<SourceName, string>> = {}
  for (const source of sourceNames) {
    const { path, style } = sources[source]
    report({ source, read: 0, of: undefined })
    try {
      rows[source] =
        style === 'object'
          ? [await client.object(path)]
          : await client.rows(path, style, (read, of) => report({ source, read, of }))
    } catch (error) {
      if (!(error instanceof NotReadable)) throw error
      unread[source] = error.message
    }
  }
  if (rows.cluster === undefined) throw new Unreachable(`The cluster does not tell what it is: ${unread.cluster}`)
  if (rows.vms === undefined && rows.configurations === undefined)
    throw new Unreachable(`No VMs can be read: v1 answers ${unread.vms}, v2.0 answers ${unread.configurations}`)
  return { rows, unread }
}
