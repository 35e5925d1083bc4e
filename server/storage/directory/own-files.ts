/**
 * Files that pesim makes in a data directory, known by their exact names: nothing else in it is ever removed, and nothing
 * through a symbolic link. Everything that stands there beside is its user's.
 */
import { randomBytes } from 'node:crypto'
import { rmdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { entriesIn, finishedNameOf } from '../../files/index.js'
import type { Files } from '../../files/index.js'
import { namesOf } from '../lowdb.js'

/** The document of the first lab, whose folder is the directory itself. */
export const FIRST_LAB_FILE = 'default.json'
/** The document of a lab that is not the first one. */
export const LAB_FILE = 'lab.json'
export const STATES = 'states'
export const STATE_ENDING = '.json'

type NameTest = (name: string) => boolean

const firstNames = [...namesOf(FIRST_LAB_FILE), 'certificate.pem', 'key.pem']
const labNames = namesOf(LAB_FILE)
const isUnfinishedFirst: NameTest = name => firstNames.includes(finishedNameOf(name) ?? '')
const isUnfinishedLab: NameTest = name => labNames.includes(finishedNameOf(name) ?? '')
/** Capitals are written as `=` and the small letter. */
const isState: NameTest = name => /^(=[a-z]|[a-z0-9])(=[a-z]|[a-z0-9_-]){0,62}\.json$/.test(name)
const isUnfinishedState: NameTest = name => isState(finishedNameOf(name) ?? '')
const isOfLab: NameTest = name => labNames.includes(name) || isUnfinishedLab(name)
const isOfStates: NameTest = name => isState(name) || isUnfinishedState(name)

/** What a killed process had begun to write into the directory itself; it was never part of anything acknowledged. */
export async function clearUnfinishedFirst(directory: string, files: Files): Promise<void> {
  await removeFiles(directory, isUnfinishedFirst, files)
  await removeFiles(join(directory, STATES), isUnfinishedState, files)
}

/** The same in the folder of another lab. */
export async function clearUnfinishedLab(folder: string, files: Files): Promise<void> {
  if ((await entriesIn(folder)) === undefined) return // what is below would be reached through a link
  await removeFiles(folder, isUnfinishedLab, files)
  await removeFiles(join(folder, STATES), isUnfinishedState, files)
}

/** Whether the folder is one that a killed process had just made for a lab; then it is removed. */
export async function clearHalfMade(folder: string, files: Files): Promise<boolean> {
  const entries = await entriesIn(folder)
  if (entries === undefined || !entries.every(entry => entry.isFile() && isUnfinishedLab(entry.name))) return false
  await removeFiles(folder, isUnfinishedLab, files)
  await removeEmpty(folder)
  return true
}

/** Whether a folder beside the labs has the name that one gets when it is deleted. */
export const isDeleted: NameTest = name => /^[^.]+\.[0-9a-f]{12}\.deleted$/.test(name)

/**
 * Takes a lab away in one act, that of renaming its folder, so that what a crash leaves of it can be told from what somebody else
 * put there. A folder that holds something else too stays where it is, and loses the document first, and with it the lab.
 */
export async function removeLab(folder: string, files: Files): Promise<void> {
  if (!(await holdsOnlyOwn(folder))) {
    await files.remove(join(folder, LAB_FILE))
    await files.syncDirectory(folder)
    return removeLabFiles(folder, files)
  }
  const deleted = `${folder}.${randomBytes(6).toString('hex')}.deleted`
  await files.rename(folder, deleted)
  try {
    await files.syncDirectory(dirname(folder))
  } catch (error) {
    await files.rename(deleted, folder).catch(() => undefined) // the first error is the one to tell
    throw error
  }
  await removeLabFiles(deleted, files).catch(() => undefined) // the lab is gone; a start removes what is left
}

/** Removes what pesim has written into the folder of a lab, and the folder where that is empty then. */
export async function removeLabFiles(folder: string, files: Files): Promise<void> {
  if ((await entriesIn(folder)) === undefined) return // as above
  const states = join(folder, STATES)
  await removeFiles(folder, isOfLab, files)
  await removeFiles(states, isOfStates, files)
  if ((await entriesIn(states)) !== undefined) await removeEmpty(states)
  await removeEmpty(folder)
}

async function holdsOnlyOwn(folder: string): Promise<boolean> {
  const [inside, states] = await Promise.all([entriesIn(folder), entriesIn(join(folder, STATES))])
  if (inside === undefined) return false
  const isOwn = (entry: (typeof inside)[number]): boolean =>
    entry.isDirectory() ? entry.name === STATES : entry.isFile() && isOfLab(entry.name)
  return inside.every(isOwn) && (states ?? []).every(entry => entry.isFile() && isOfStates(entry.name))
}

async function removeFiles(folder: string, isOwn: NameTest, files: Files): Promise<void> {
  const own = ((await entriesIn(folder)) ?? []).filter(entry => entry.isFile() && isOwn(entry.name))
  await Promise.all(own.map(({ name }) => files.remove(join(folder, name))))
}

async function removeEmpty(folder: string): Promise<void> {
  await rmdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (!['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(error.code ?? '')) throw error
  })
}
