/** What the user should know of a start, such as an address that could not be had: a sentence each. */
import type { Config } from '../config/index.js'
import type { KeptCertificate, Listener } from '../http/listen/index.js'
import type { Composition } from './compose.js'

/** Folders that are named; of more there is the number. */
const FOLDERS_NAMED = 5

/** `certificate` is the one that is served; undefined over plain HTTP. */
export function startNotes(
  config: Config,
  { continued, daysBehind, otherFolders }: Composition,
  open: readonly Listener[],
  certificate: KeptCertificate | undefined
): string[] {
  const moved = open.flatMap(({ name, url, requested }) =>
    requested === undefined ? [] : [`${name}: ${requested} could not be had, so it answers at ${url}`]
  )
  const { replaced, keptAs = [] } = certificate ?? {}
  const aside = keptAs.length > 0 ? `; what was there is kept as ${keptAs.join(' and ')}` : ''
  return [
    ...moved,
    ...(replaced === undefined
      ? []
      : [`made a new certificate in ${config.data}: ${replaced}, and who trusts that one does not trust this${aside}`]),
    ...(otherFolders.length > 0 ? [`left alone in ${config.data}/labs, as no lab: ${listOf(otherFolders)}`] : []),
    ...(continued
      ? [
          `goes on with the lab kept in ${config.data}${config.previous ? ', as it was saved before the last time' : ''}; fixture and start instant were not used`
        ]
      : []),
    ...(daysBehind >= 1 ? [`catches up with ${Math.round(daysBehind)} simulated days since it was saved`] : [])
  ]
}

function listOf(names: readonly string[]): string {
  const more = names.length - FOLDERS_NAMED
  return `${names.slice(0, FOLDERS_NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}
