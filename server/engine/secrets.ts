/** Password hashing: scrypt with salts derived from seed and purpose. */
import { createHash, scryptSync, timingSafeEqual } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { isPassword } from '../domain/core/index.js'
import type { Secret, View } from '../domain/core/index.js'
import { derivedUuid } from './ids.js'

/** A few milliseconds each: a start makes one, and whoever guesses makes many. */
const COST = 1024
const HASH_BYTES = 32

/** Passwords that were right, remembered at once; the one unused the longest goes first. */
const REMEMBERED_MAX = 1_000

/**
 * The same for the same seed, purpose and password, so that a replayed world is the same. A salt is no secret. Whoever asks
 * has made sure that it can be a password: it is a bug otherwise.
 */
export function secretOf(seed: string, purpose: string, password: string): Secret {
  if (!isPassword(password)) throw new Error(`What was given for ${purpose} cannot be a password`)
  const salt = derivedUuid(seed, `salt/${purpose}`)
  return { salt, hash: hashOf(password, salt, true).toString('hex'), prehashed: true }
}

/** For users who are there before anybody is asked. */
export function firstSecretOf(seed: string, username: string, password: string): Secret {
  return secretOf(seed, `first/${username}`, password)
}

type SecretCheck = (secret: View<Secret>, password: string) => boolean

/**
 * Creates a password check that caches verified passwords by a fast hash, as clients send theirs with every call. `made` is
 * a secret that was just made, which is right for its password without being hashed again.
 */
export function secretCheck(made?: { readonly secret: View<Secret>; readonly password: string }): SecretCheck {
  const right = new LRUCache<string, Buffer>({ max: REMEMBERED_MAX })
  if (made !== undefined) right.set(keyOf(made.secret), digestOf(made.secret, made.password))
  return (secret, password) => {
    const key = keyOf(secret)
    const shown = digestOf(secret, password)
    const known = right.get(key)
    if (known !== undefined && timingSafeEqual(known, shown)) return true
    if (!isSecretOf(secret, password)) return false
    right.set(key, shown)
    return true
  }
}

const keyOf = ({ salt, hash }: View<Secret>): string => `${salt}/${hash}`

const digestOf = ({ salt }: View<Secret>, password: string): Buffer =>
  createHash('sha256').update(`${salt}/${password}`).digest()

/** Whether a secret was made of a password. What cannot be a password takes as long, and none was made of it. */
export function isSecretOf({ salt, hash, prehashed }: View<Secret>, password: string): boolean {
  const same = timingSafeEqual(hashOf(password, salt, prehashed), Buffer.from(hash, 'hex'))
  return same && isPassword(password)
}

/**
 * By itself scrypt takes a password for the key of an HMAC, which is padded with zeros where it is short and replaced by its
 * hash where it is long: "a" and "a\0" are one. Of what is hashed beforehand no two are.
 */
function hashOf(password: string, salt: string, prehashed = false): Buffer {
  const key = prehashed ? createHash('sha256').update(password).digest() : password
  return scryptSync(key, salt, HASH_BYTES, { N: COST })
}
