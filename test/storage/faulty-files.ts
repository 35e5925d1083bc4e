/**
 * A file system in memory that can be told which of its operations goes wrong, and what a power failure leaves of it: what
 * was synced is there; of the rest nothing, something or all, each file and the names in the directory by themselves.
 */
import type { Files, OpenFile } from '../../server/files/files.js'

/** What a file holds, and what of it is on the device. */
interface Content {
  bytes: Buffer
  synced: Buffer
}

export type FaultKind = 'ENOSPC' | 'EIO' | 'EROFS' | 'EDQUOT' | 'short' | 'kill'

export const faultKinds: readonly FaultKind[] = ['ENOSPC', 'EIO', 'EROFS', 'EDQUOT', 'short', 'kill']

/** What is left of what was not synced. */
export interface Loss {
  /** Of the changes of names since the directory was synced, in their order, so many are on the device. */
  readonly names: number
  readonly contents: 'synced' | 'torn' | 'all'
}

export interface Plan {
  readonly fault: FaultKind
  /** Counted from 1. */
  readonly operation: number
  /** Whether every operation from there on goes wrong. */
  readonly lasting: boolean
}

export class FaultyFiles implements Files {
  #names = new Map<string, Content>()
  #syncedNames = new Map<string, Content>()
  /** The names after each change since the directory was synced. */
  #changes: Map<string, Content>[] = []
  #operations = 0
  #plan: Plan | undefined
  #killed = false
  #hit: string | undefined

  plan(plan: Plan | undefined): void {
    this.#plan = plan
    this.#operations = 0
  }

  /** The first operation that went wrong; undefined where none has. */
  get hit(): string | undefined {
    return this.#hit
  }

  get killed(): boolean {
    return this.#killed
  }

  get nameChanges(): number {
    return this.#changes.length
  }

  get names(): string[] {
    return [...this.#names.keys()].sort()
  }

  /** The file system that the next start finds. */
  afterwards({ names, contents }: Loss): FaultyFiles {
    const next = new FaultyFiles()
    const left = names === 0 ? this.#syncedNames : (this.#changes[names - 1] ?? this.#names)
    const of = (content: Content): Buffer => {
      if (contents === 'all') return content.bytes
      if (contents === 'synced' || content.synced.equals(content.bytes)) return content.synced
      return content.bytes.subarray(0, content.bytes.length >> 1)
    }
    for (const [path, content] of left) next.#names.set(path, { bytes: of(content), synced: of(content) })
    next.#syncedNames = new Map(next.#names)
    return next
  }

  async create(path: string): Promise<OpenFile> {
    await this.#step('create')
    if (this.#names.has(path)) throw failure('EEXIST')
    const content: Content = { bytes: Buffer.alloc(0), synced: Buffer.alloc(0) }
    this.#rename(names => names.set(path, content))
    return {
      write: async pieces => {
        const short = await this.#step('write')
        const bytes = Buffer.concat(pieces)
        content.bytes = bytes.subarray(0, short ? bytes.length >> 1 : bytes.length)
      },
      size: async () => {
        await this.#step('size')
        return content.bytes.length
      },
      sync: async () => {
        await this.#step('sync')
        content.synced = content.bytes
      },
      close: async () => {
        await this.#step('close')
      }
    }
  }

  async readFile(path: string): Promise<Buffer> {
    await this.#step('read')
    return Buffer.from(this.#at(path).bytes)
  }

  async rename(from: string, to: string): Promise<void> {
    await this.#step('rename')
    const content = this.#at(from)
    if (this.#names.get(to) === content) return // as POSIX has it: both names stay
    this.#rename(names => {
      names.delete(from)
      names.set(to, content)
    })
  }

  async link(from: string, to: string): Promise<void> {
    await this.#step('link')
    const content = this.#at(from)
    if (this.#names.has(to)) throw failure('EEXIST')
    this.#rename(names => names.set(to, content))
  }

  async remove(path: string): Promise<void> {
    await this.#step('remove')
    if (this.#names.has(path)) this.#rename(names => names.delete(path))
  }

  async list(): Promise<string[]> {
    await this.#step('list')
    return this.names
  }

  async syncDirectory(): Promise<void> {
    await this.#step('sync directory')
    this.#syncedNames = new Map(this.#names)
    this.#changes = []
  }

  #at(path: string): Content {
    const content = this.#names.get(path)
    if (content === undefined) throw failure('ENOENT')
    return content
  }

  #rename(change: (names: Map<string, Content>) => void): void {
    change(this.#names)
    this.#changes.push(new Map(this.#names))
  }

  /** True where the operation is cut short. One that is killed, and all after it, never ends. */
  async #step(operation: string): Promise<boolean> {
    await Promise.resolve()
    if (this.#killed) return never()
    this.#operations += 1
    const plan = this.#plan
    if (plan === undefined) return false
    const hit = plan.lasting ? this.#operations >= plan.operation : this.#operations === plan.operation
    if (!hit) return false
    this.#hit ??= operation
    if (plan.fault === 'kill') {
      // The one before was the last.
      this.#killed = true
      return never()
    }
    if (plan.fault === 'short') return true
    throw failure(plan.fault)
  }
}

function never(): Promise<never> {
  return new Promise(() => undefined)
}

function failure(code: string): Error {
  return Object.assign(new Error(`${code}: as planned`), { code })
}
