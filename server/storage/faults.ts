/** Errors of storage: unreadable data ends a start, a failed write refuses a request. */

/** Saved data that cannot be used: broken, of another format, or held by another process. */
export class UnreadableData extends Error {
  override readonly name = 'UnreadableData'
  readonly code = 'unreadable-data'
  constructor(
    readonly path: string,
    reason: string
  ) {
    super(`${path} ${reason}`)
  }
}

/** What could not be saved, and why. It did not happen: whoever asked for it is told so. */
export class StorageFailure extends Error {
  override readonly name = 'StorageFailure'
  constructor(
    readonly path: string,
    /** Of the system, such as ENOSPC; ESHORT for a short write, ELOCK where the directory belongs to somebody else. */
    readonly code: string,
    /** In words. */
    readonly reason: string,
    options?: ErrorOptions
  ) {
    super(`${path} cannot be saved: ${reason}`, options)
  }
}

/** Throws `StorageFailure` for what is larger than may be saved, since no start could be sure to read it. */
export function refuseTooLarge(path: string, bytes: number, bytesMax: number): void {
  if (bytes <= bytesMax) return
  throw new StorageFailure(
    path,
    'EFBIG',
    `it would take ${inMebibytes(bytes)}, and ${inMebibytes(bytesMax)} is the most that is saved of one`
  )
}

export function inMebibytes(bytes: number): string {
  return `${(bytes / (1024 * 1024)).toFixed(1).replace(/\.0$/, '')} MiB`
}

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'no space is left on the device',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the file system is read-only',
  EIO: 'the device failed',
  ENOENT: 'the directory is gone',
  EACCES: 'the directory may not be written to',
  EPERM: 'the directory may not be written to',
  ESHORT: 'the device took only part of it'
}

/** Anything that a save threw, as a failure of it. */
export function storageFailureOf(path: string, error: unknown): StorageFailure {
  if (error instanceof StorageFailure) return error
  const { code = 'EUNKNOWN', message } = error as NodeJS.ErrnoException
  const words = reasons[code]
  return new StorageFailure(path, code, words === undefined ? message : `${words} (${code})`, { cause: error })
}
