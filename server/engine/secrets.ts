/** How passwords are kept: as hashes that are slow to make, with salts that follow from what each is for. */
import { createHash, scryptSync, timingSafeEqual } from 'node:crypto'
import type { Secret, View } from '../domain/core/index.js'
import { derivedUuid } from './ids.js'

/** A few milliseconds each: a start makes one, and whoever guesses makes many. */
const COST = 1024
const HASH_BYTES = 32

/** Passwords that were right, remembered at once; the oldest goes first. */
const REMEMBERED_MAX = 1_000

/** The same for the same seed, purpose and password, so that a replayed world is the same. A salt is no secret. */
export function secretOf(seed: string, purpose: string, password: string): Secret {
  const salt = derivedUuid(seed, `salt/${purpose}`)
  return { salt, hash: hashOf(password, salt) }
}

/** For users who are there before anybody is asked. */
export function firstSecretOf(seed: string, username: string, password: string): Secret {
  return secretOf(seed, `first/${username}`, password)
}

type SecretCheck = (secret: View<Secret>, password: string) => boolean

/** Clients send their password with every call, so one that was right is known again by a hash that is quick to make. */
export function secretCheck(): SecretCheck {
  const right = new Map<string, Buffer>()
  return ({ salt, hash }, password) => {
    const key = `${salt}/${hash}`
    const shown = createHash('sha256').update(`${salt}/${password}`).digest()
    const known = right.get(key)
    if (known !== undefined && timingSafeEqual(known, shown)) return true
    if (!timingSafeEqual(Buffer.from(hashOf(password, salt)), Buffer.from(hash))) return false
    right.set(key, shown)
    for (const oldest of right.keys()) {
      if (right.size <= REMEMBERED_MAX) break
      right.delete(oldest)
    }
    return true
  }
}

function hashOf(password: string, salt: string): string {
  return scryptSync(password, salt, HASH_BYTES, { N: COST }).toString('hex')
}
