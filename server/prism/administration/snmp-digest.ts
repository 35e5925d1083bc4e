/** Digests of the passphrases of SNMP users, which sign and encrypt their traps. */
import { createHash } from 'node:crypto'

/** RFC 3414, A.2.2: so much of the passphrase, repeated, is hashed. */
const EXPANDED_BYTES = 1024 * 1024

/** Hexadecimal, for SHA, not yet bound to an engine. Undefined for an empty passphrase. Takes a few milliseconds. */
export function snmpDigestOf(passphrase: string | null | undefined): string | undefined {
  if (passphrase === null || passphrase === undefined || passphrase === '') return undefined
  return createHash('sha1').update(Buffer.alloc(EXPANDED_BYTES, passphrase)).digest('hex')
}
