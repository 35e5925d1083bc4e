/** Keeps a lab as text in this process: what is loaded shares nothing with what was saved, as with a file. */
import type { SavedLab, Storage } from '../../server/storage/port.js'

export function memoryStorage(): Storage {
  let text: string | undefined
  return {
    load: async () => (text === undefined ? undefined : (JSON.parse(text) as SavedLab)),
    loadPrevious: () => Promise.reject(new Error('Only the last document is kept')),
    save: async lab => {
      text = JSON.stringify(lab)
    },
    probe: () => Promise.resolve()
  }
}
