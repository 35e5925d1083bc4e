/** Keeps a lab as one JSON file, through lowdb: written beside the old one, brought to the disk, then renamed over it. */
import { Low } from 'lowdb'
import type { Adapter } from 'lowdb'
import { readFile } from 'node:fs/promises'
import writeFileAtomic from 'write-file-atomic'
import { FORMAT, UnreadableData } from './port.js'
import type { Document, Storage } from './port.js'

export function lowdbStorage(path: string): Storage {
  const db = new Low<Document | null>(jsonFile(path), null)
  return {
    load: async () => {
      await db.read()
      if (db.data === null) return undefined
      const { format } = db.data
      if (format !== FORMAT) {
        throw new UnreadableData(path, `holds format ${JSON.stringify(format)}; this version reads format ${FORMAT}`)
      }
      return db.data
    },
    save: async document => {
      db.data = document
      await db.write()
    }
  }
}

/** lowdb's own adapter indents, which takes twice as long, and leaves the bytes to the system, which may lose them. */
function jsonFile(path: string): Adapter<Document | null> {
  return {
    read: async () => {
      const text = await textOf(path)
      if (text === undefined) return null
      try {
        const document: unknown = JSON.parse(text)
        if (typeof document === 'object' && document !== null) return document as Document
      } catch (error) {
        throw new UnreadableData(path, `is not JSON: ${(error as Error).message}`)
      }
      throw new UnreadableData(path, 'does not hold a saved lab')
    },
    write: async document => {
      await writeFileAtomic(path, JSON.stringify(document), { encoding: 'utf8' })
    }
  }
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new UnreadableData(path, `cannot be read: ${(error as Error).message}`)
  }
}
