/** Ties requests to persistence: a change that cannot be saved is rolled back, and an answer waits for the save. */
import type { Logger } from 'pino'
import { HttpRefusal } from '../http/contract/index.js'
import type { ChangePermit, Saving } from '../http/contract/index.js'
import type { KeptLab, Lab } from '../labs/index.js'
import { StorageFailure } from '../storage/index.js'
import type { Persistence } from './persistence.js'

/** Starts saving the lab, and rolls it back to the last saved state when a save fails. */
export function attachWithRollback(
  persistence: Persistence,
  lab: Lab,
  logger: Logger,
  count: (result: 'saved' | 'failed') => void = () => undefined
): void {
  let saved = lab.keep()
  let taken: KeptLab = saved
  persistence.attach(lab, error => logger.error(error, 'The lab could not be saved'), {
    taken: () => {
      taken = lab.keep()
    },
    saved: () => {
      saved = taken
      count('saved')
    },
    failed: failure => {
      count('failed')
      lab.restore(saved, refusalOf(failure))
      return true
    }
  })
}

export function savingOf(persistence: Persistence): Saving {
  return {
    permit: async () => {
      try {
        const admission = await persistence.admit()
        return {
          check: () => withStorageRefusal(() => persistence.refuseUnlessSaving(admission)),
          saved: () => persistence.flushed(admission).catch(refuse)
        }
      } catch (error) {
        return failingPermit(error)
      }
    },
    settled: () => persistence.settled().catch(refuse)
  }
}

/** Permit while storage fails: requests that turn out to change nothing still succeed. */
function failingPermit(error: unknown): ChangePermit {
  return { check: () => refuse(error), saved: () => Promise.resolve() }
}

function withStorageRefusal(action: () => void): void {
  try {
    action()
  } catch (error) {
    refuse(error)
  }
}

function refuse(error: unknown): never {
  throw error instanceof StorageFailure ? refusalOf(error) : error
}

const refusalOf = ({ message }: StorageFailure): HttpRefusal =>
  new HttpRefusal('storage-failing', 503, `This has not happened: ${message}`)
