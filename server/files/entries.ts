/** What stands in a folder, each entry with its kind: a symbolic link is none of a file and no folder. */
import { lstat, readdir } from 'node:fs/promises'
import type { Dirent } from 'node:fs'

/** Undefined where there is no folder, or a link stands in its place. */
export async function entriesIn(path: string): Promise<Dirent[] | undefined> {
  try {
    return (await lstat(path)).isDirectory() ? await readdir(path, { withFileTypes: true }) : undefined
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw error
  }
}
