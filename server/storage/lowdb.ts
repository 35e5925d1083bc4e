/** lowdb adapter with atomic replacement: write a new file, fsync, rename over the old one, fsync the directory. */
import { Low } from 'lowdb'
import type { Adapter } from 'lowdb'
import { dirname } from 'node:path'
import { lengthOf, nodeFiles, unfinishedName, writeBeside } from '../files/index.js'
import type { Files } from '../files/index.js'
import { decode } from './document.js'
import { DocumentWriter } from './document-writer.js'
import { UnreadableData, refuseTooLarge, storageFailureOf } from './faults.js'
import { SAVED_BYTES_MAX } from './port.js'
import type { Saveable, SavedLab, Storage } from './port.js'

interface StorageOptions {
  readonly files?: Files
  /** Looks, right before a document is replaced, whether that is still ours to do: throws where it is not. */
  readonly mayWrite?: () => Promise<void>
  /** Of a document: a larger one is not saved. */
  readonly bytesMax?: number
}

/** Where there is no document yet, one of some size. */
const PROBE_BYTES_MIN = 4096

export function lowdbStorage(path: string, options: StorageOptions = {}): Storage {
  const file = new LabFile(path, options)
  const db = new Low<Saveable | null>(file, null)
  return {
    load: async () => (await file.read()) ?? undefined,
    loadPrevious: () => file.readPrevious(),
    save: async lab => {
      db.data = lab
      await db.write()
    },
    probe: () => file.probe()
  }
}

/** What stands under the name of the document: nothing, what was loaded or saved, or something that was passed over. */
type DocumentState = 'nothing' | 'good' | 'passed-over'

class LabFile implements Adapter<Saveable | null> {
  readonly #path: string
  readonly #files: Files
  readonly #mayWrite: () => Promise<void>
  readonly #bytesMax: number
  #documentState: DocumentState = 'nothing'
  readonly #writer = new DocumentWriter({ yieldTurn: () => new Promise(resolve => setImmediate(resolve)) })
  #bytes = PROBE_BYTES_MIN

  constructor(path: string, { files = nodeFiles, mayWrite = () => Promise.resolve(), bytesMax }: StorageOptions) {
    this.#path = path
    this.#files = files
    this.#mayWrite = mayWrite
    this.#bytesMax = bytesMax ?? SAVED_BYTES_MAX
  }

  async read(): Promise<SavedLab | null> {
    const bytes = await this.#bytesOf(this.#path)
    if (bytes === undefined) return null
    try {
      const lab = decode(bytes, this.#path)
      this.#documentState = 'good'
      return lab
    } catch (error) {
      throw error instanceof UnreadableData ? await this.#withPrevious(error) : error
    }
  }

  /** A message that says where to go on from. */
  async #withPrevious(error: UnreadableData): Promise<UnreadableData> {
    const previous = previousOf(this.#path)
    const reason = error.message.slice(this.#path.length + 1)
    try {
      const bytes = await this.#bytesOf(previous)
      if (bytes === undefined) return error
      decode(bytes, previous)
      return new UnreadableData(this.#path, `${reason}; --previous goes on from ${previous}, which was saved before it`)
    } catch {
      return new UnreadableData(this.#path, `${reason}; ${previous}, which was saved before it, cannot be read either`)
    }
  }

  async readPrevious(): Promise<SavedLab> {
    const previous = previousOf(this.#path)
    const bytes = await this.#bytesOf(previous)
    if (bytes === undefined) throw new UnreadableData(previous, 'is not there: nothing was saved before the last time')
    const lab = decode(bytes, previous)
    this.#documentState = 'passed-over'
    return lab
  }

  async #bytesOf(path: string): Promise<Buffer | undefined> {
    try {
      const bytes = await this.#files.readFile(path)
      this.#bytes = Math.max(PROBE_BYTES_MIN, bytes.length)
      return bytes
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw new UnreadableData(path, `cannot be read: ${(error as Error).message}`)
    }
  }

  async write(lab: Saveable | null): Promise<void> {
    if (lab === null) throw new Error('There is nothing to save')
    const [path, files] = [this.#path, this.#files]
    try {
      const pieces = await this.#writer.write(lab)
      refuseTooLarge(path, lengthOf(pieces), this.#bytesMax)
      const beside = await writeBeside(path, pieces, { files })
      try {
        await this.#mayWrite()
        await this.#preserveOld()
        await files.rename(beside, path)
      } catch (error) {
        await files.remove(beside).catch(() => undefined) // the first error is the one to tell
        throw error
      }
      await this.#syncRename()
      this.#documentState = 'good'
      this.#bytes = Math.max(PROBE_BYTES_MIN, lengthOf(pieces))
    } catch (error) {
      throw storageFailureOf(path, error)
    }
  }

  /** What stands there gets another name before it loses its own: the previous one, or one that nobody reads. */
  async #preserveOld(): Promise<void> {
    if (this.#documentState !== 'nothing') await this.#alsoCalled(this.#path, this.#oldName())
  }

  #oldName(): string {
    return this.#documentState === 'good' ? previousOf(this.#path) : nameBeside(this.#path, 'passed-over')
  }

  /** Nothing where there is nothing to name. */
  async #alsoCalled(path: string, name: string): Promise<void> {
    const files = this.#files
    const beside = unfinishedName(name)
    try {
      await files.link(path, beside)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
      throw error
    }
    try {
      await files.rename(beside, name)
    } finally {
      // Between two names of one file a rename does nothing, and leaves both.
      await files.remove(beside)
    }
  }

  /**
   * Brings the new name to the device. Where that fails the save is refused, and what was refused must not be there after
   * a restart: the old document gets its name back.
   */
  async #syncRename(): Promise<void> {
    const files = this.#files
    try {
      await files.syncDirectory(dirname(this.#path))
    } catch (error) {
      await this.#restoreOld().catch(() => undefined) // the first error is the one to tell
      throw error
    }
  }

  async #restoreOld(): Promise<void> {
    if (this.#documentState === 'nothing') await this.#files.remove(this.#path)
    else await this.#alsoCalled(this.#oldName(), this.#path)
    await this.#files.syncDirectory(dirname(this.#path))
  }

  async probe(): Promise<void> {
    try {
      const beside = await writeBeside(this.#path, [new Uint8Array(this.#bytes)], { files: this.#files })
      try {
        await this.#mayWrite()
        await this.#files.syncDirectory(dirname(this.#path))
      } finally {
        await this.#files.remove(beside)
      }
    } catch (error) {
      throw storageFailureOf(this.#path, error)
    }
  }
}

/** The name of what was saved before the document of that name. */
export function previousOf(path: string): string {
  return nameBeside(path, 'previous')
}

/** All that a document stands under in its time. */
export function namesOf(document: string): readonly string[] {
  return [document, previousOf(document), nameBeside(document, 'passed-over')]
}

/** `default.json` has `default.previous.json` beside it. */
function nameBeside(path: string, what: string): string {
  return path.replace(/\.json$/, `.${what}.json`)
}
