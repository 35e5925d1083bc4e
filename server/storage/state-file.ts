/** Form of a state outside of the process: one JSON document whose checksum covers the compact form of what it holds. */
import { documentOf, refuseNewer, savedLabOf, sha256 } from './document.js'
import { UnreadableData } from './faults.js'
import { FORMAT } from './port.js'
import type { Saveable, SavedLab } from './port.js'

export interface StateFile {
  readonly pesim: { readonly format: number; readonly sha256: string }
  readonly state: Readonly<Record<string, unknown>>
}

export function stateFileText(saveable: Saveable): string {
  const text = JSON.stringify(documentOf(saveable))
  return `{"pesim":${JSON.stringify(sealOf(text))},"state":${text}}`
}

/** The same as a value. Its parts are those of the world, which must not change before it is written. */
export function stateFileOf(saveable: Saveable): StateFile {
  const state = documentOf(saveable)
  return { pesim: sealOf(JSON.stringify(state)), state }
}

/** `source` begins the message of what it throws: `UnreadableData`, and nothing else whatever the value is. */
export function readStateFile(value: unknown, source: string): SavedLab {
  const { pesim, state } = (value ?? {}) as Partial<StateFile>
  if (typeof pesim !== 'object' || typeof state !== 'object')
    throw new UnreadableData(source, 'is not the file of a state')
  refuseNewer(Number(pesim.format), source)
  const text = JSON.stringify(state)
  if (sha256(Buffer.from(text)) !== pesim.sha256)
    throw new UnreadableData(source, 'is damaged or was changed: its checksum is not that of its state')
  return savedLabOf(() => {
    const document = state
    if (document['format'] === pesim.format) return document
    throw new UnreadableData(source, `is damaged: it holds format ${String(document['format'])}, not ${pesim.format}`)
  }, source)
}

function sealOf(text: string): StateFile['pesim'] {
  return { format: FORMAT, sha256: sha256(Buffer.from(text)) }
}
