/** File format of a saved lab: a first line with length and checksum, then the document that they cover, in lines. */
import { constants } from 'node:buffer'
import { createHash } from 'node:crypto'
import { RATE_MAX } from '../engine/index.js'
import type { PaceState } from '../engine/index.js'
import type { View, World } from '../domain/core/index.js'
import { InvalidWorld, censusOf, readWorld } from '../worlds/index.js'
import type { Census, Count } from '../worlds/index.js'
import { UnreadableData, inMebibytes } from './faults.js'
import { sumOfLines } from './lines.js'
import { OLDEST_FORMAT, migrateDocument } from './migrations/index.js'
import type { OlderDocument } from './migrations/index.js'
import { FORMAT } from './port.js'
import type { Saveable, SavedLab } from './port.js'

/** In exactly these bytes: whatever is changed in it, it is no first line any more. */
const FIRST_LINE = /^\{"pesim":\{"format":(\d{1,9}),"length":(\d{1,15}),"sha256":"([0-9a-f]{64})"\}\}$/
const NEWLINE = 0x0a
/** The one whose checksum was that of all bytes at once. */
const FORMAT_WITHOUT_LINES = 4

/** Of the document that follows it: its length in bytes, and the checksum of its lines in hexadecimal. */
export function firstLineOf(length: number, sum: string): Buffer {
  return Buffer.from(`${JSON.stringify({ pesim: { format: FORMAT, length, sha256: sum } })}\n`)
}

/** What a saved lab is written as; its parts are those of the world. */
export function documentOf({ lab, clock, world, origin }: Saveable, count?: Count): OlderDocument {
  const census = censusOf(world as View<World>, count)
  return { format: FORMAT, lab, clock, census, world, ...(origin !== undefined && { origin }) }
}

/**
 * Throws `UnreadableData` with what is wrong and where, and nothing else whatever the bytes are. Versions before have saved more
 * than `SAVED_BYTES_MAX`: what one string can hold is read.
 */
export function decode(bytes: Buffer, path: string, bytesMax: number = constants.MAX_STRING_LENGTH): SavedLab {
  if (bytes.length > bytesMax) {
    throw new UnreadableData(
      path,
      `has ${inMebibytes(bytes.length)}, and no more than ${inMebibytes(bytesMax)} can be read`
    )
  }
  return savedLabOf(() => documentIn(bytes, path), path)
}

/** The lab in a document of any format that is known, checked to the bottom. Throws `UnreadableData` alone. */
export function savedLabOf(read: () => OlderDocument, path: string): SavedLab {
  try {
    return labIn(migrateDocument(read()), path)
  } catch (error) {
    if (error instanceof UnreadableData) throw error
    if (error instanceof InvalidWorld) throw new UnreadableData(path, `holds a world that cannot be, ${error.message}`)
    throw new UnreadableData(path, `cannot be understood: ${(error as Error).message}`)
  }
}

function documentIn(bytes: Buffer, path: string): OlderDocument {
  const end = bytes.indexOf(NEWLINE)
  const [line, format, length, sum] = FIRST_LINE.exec(bytes.toString('latin1', 0, Math.max(end, 0))) ?? []
  if (line === undefined) return documentWithoutFirstLine(bytes, path)
  refuseNewer(Number(format), path)
  const rest = bytes.subarray(end + 1)
  if (rest.length !== Number(length)) {
    throw new UnreadableData(path, `is damaged: ${rest.length} bytes follow its first line, which says ${length}`)
  }
  const found = Number(format) === FORMAT_WITHOUT_LINES ? sha256(rest) : sumOfLines(rest)
  if (found !== sum) throw new UnreadableData(path, 'is damaged: its checksum is not that of its first line')
  const document = parsed(rest, path)
  // Said twice, because nothing vouches for the first line itself.
  const { format: repeated } = document
  if (repeated === Number(format)) return document
  throw new UnreadableData(path, `is damaged: it holds format ${String(repeated)}, its first line says ${format}`)
}

/** As it was before format 4. */
function documentWithoutFirstLine(bytes: Buffer, path: string): OlderDocument {
  const document = parsed(bytes, path)
  const { format } = document
  if (typeof format !== 'number' || !Number.isInteger(format) || format < OLDEST_FORMAT) {
    const known = `this version reads formats ${OLDEST_FORMAT} to ${FORMAT}`
    const found =
      format === undefined ? 'holds no saved lab: it names no format' : `holds format ${JSON.stringify(format)}`
    throw new UnreadableData(path, `${found}; ${known}`)
  }
  refuseNewer(format, path)
  if (format >= 4) throw new UnreadableData(path, 'is damaged: its first line is missing or not whole')
  return document
}

export function refuseNewer(format: number, path: string): void {
  if (format > FORMAT) {
    throw new UnreadableData(
      path,
      `holds format ${format}, which a newer pesim has written; this version reads formats ${OLDEST_FORMAT} to ${FORMAT}`
    )
  }
}

function parsed(bytes: Buffer, path: string): OlderDocument {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    throw new UnreadableData(path, `is not JSON: ${(error as Error).message}`)
  }
  if (!isObject(value)) throw new UnreadableData(path, 'does not hold a saved lab')
  return value
}

function labIn({ lab, clock, census, world, origin }: OlderDocument, path: string): SavedLab {
  if (typeof lab !== 'string') throw new UnreadableData(path, 'does not say which lab it holds')
  const whole = readWorld(world, (census ?? {}) as Census)
  return { lab, clock: clockIn(clock, path), world: whole, ...(origin !== undefined && { origin }) }
}

function clockIn(clock: unknown, path: string): PaceState {
  const { mode, rate } = isObject(clock) ? clock : {}
  if (mode !== 'frozen' && mode !== 'running') throw new UnreadableData(path, 'holds a clock of no known mode')
  if (typeof rate !== 'number' || !(rate > 0 && rate <= RATE_MAX)) {
    throw new UnreadableData(path, `holds a clock of rate ${JSON.stringify(rate)}`)
  }
  return { mode, rate }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
