/** Keeps a lab as text in this process: what is loaded shares nothing with what was saved, as with a file. */
import type { Document, Storage } from '../../server/storage/port.js'

export function memoryStorage(): Storage {
  let text: string | undefined
  return {
    load: async () => (text === undefined ? undefined : (JSON.parse(text) as Document)),
    save: async document => {
      text = JSON.stringify(document)
    }
  }
}
