/** Whether an answer of the emulated API is a success or a refusal in the product's form: anything else is a fault of ours. */
import type { Answer } from '../support/emulator.js'
import type { Served } from './operations.js'

/** Faults of ours, told apart from refusals. */
const OURS =
  /Internal error of the emulator|\n\s+at |node_modules|\.ts:\d+|Cannot read prop|is not a function|is not iterable/

/** What is wrong with an answer; undefined when nothing is. */
export function faultOf({ contract, operation }: Served, url: string, answer: Answer): string | undefined {
  const { status, headers, body, text } = answer
  if (headers['exception'] === 'RuntimeException' || OURS.test(text)) return 'a fault of ours'
  if (status === operation.success.status || (status >= 200 && status < 300)) return undefined // right, or another operation
  if (status < 400 || (status > 500 && status !== 501)) return 'no status of a refusal'
  const inside = new URL(url, 'https://pe').pathname.startsWith(`${contract.bases[0]}/`) // `..` may lead out of it
  const v2 = inside ? contract.name.startsWith('v2') : 'error_code' in (body ?? {})
  const fields = (body ?? {}) as Record<string, unknown>
  const { code } = (fields[v2 ? 'error_code' : 'errorCode'] ?? {}) as { code?: unknown }
  if (typeof fields['message'] !== 'string' || fields['message'] === '' || typeof code !== 'number')
    return 'not in the form of the product'
  return fields['message'].length > 10_000 ? 'a message without end' : undefined
}
