/**
 * The emulator's own certificate: EC P-256, self-signed, for the names and addresses of its listeners. Written here in DER
 * because Node makes keys and signatures but no certificates, and a package for it costs 90 ms of every start.
 */
import { X509Certificate, createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { isIPv4, isIPv6 } from 'node:net'
import { bits, explicit, implicit, integer, octets, oid, sequence, set, time, utf8, yes } from './der.js'

/** Some clients refuse a server certificate that is valid for longer than 825 days. */
const VALID_DAYS = 820
const MS_PER_DAY = 86_400_000
const NAME = 'pesim'
const SERVER_AUTH = '1.3.6.1.5.5.7.3.1'

/** PEM texts. */
export interface Certificate {
  readonly cert: string
  readonly key: string
}

/** `hosts` are names and literal addresses alike. Takes under a millisecond. */
export function createCertificate(hosts: readonly string[], validFrom: Date): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const publicKeyInfo = publicKey.export({ type: 'spki', format: 'der' })
  const signedWith = sequence(oid('1.2.840.10045.4.3.2')) // ecdsa-with-SHA256
  const name = sequence(set(sequence(oid('2.5.4.3'), utf8(NAME))))
  const validTo = new Date(validFrom.getTime() + VALID_DAYS * MS_PER_DAY)

  const toBeSigned = sequence(
    explicit(0, integer(Buffer.from([2]))), // version 3
    integer(serialNumber()),
    signedWith,
    name,
    sequence(time(validFrom), time(validTo)),
    name,
    publicKeyInfo,
    explicit(3, sequence(...extensions(hosts, publicKeyInfo)))
  )
  const signature = sign('sha256', toBeSigned, { key: privateKey, dsaEncoding: 'der' })
  return {
    cert: pem('CERTIFICATE', sequence(toBeSigned, signedWith, bits(signature))),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  }
}

/** Whether a PEM text is a certificate as `createCertificate` makes them, and no other: by its names, its key and its signature. */
export function isOwnCertificate(pem: string): boolean {
  try {
    const certificate = new X509Certificate(pem)
    const { subject, issuer, publicKey, keyUsage, ca } = certificate
    const names = [subject, issuer].every(name => name === `CN=${NAME}`)
    return names && !ca && keyUsage?.join() === SERVER_AUTH && isOwnKind(publicKey) && certificate.verify(publicKey)
  } catch {
    return false
  }
}

/** Whether a key is of the kind that goes with such a certificate. */
export function isOwnKind({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): boolean {
  return asymmetricKeyType === 'ec' && asymmetricKeyDetails?.namedCurve === 'prime256v1'
}

function extensions(hosts: readonly string[], publicKeyInfo: Buffer): Buffer[] {
  const keyIdentifier = createHash('sha1').update(publicKeyInfo).digest()
  const [digitalSignature, serverAuth] = [bits(Buffer.from([0x80]), 7), sequence(oid(SERVER_AUTH))]
  return [
    extension('2.5.29.19', sequence(), 'critical'), // basic constraints: not an authority, so trusting it trusts no other
    extension('2.5.29.15', digitalSignature, 'critical'),
    extension('2.5.29.37', serverAuth),
    extension('2.5.29.17', sequence(...hosts.map(alternativeName))),
    extension('2.5.29.14', octets(keyIdentifier))
  ]
}

function extension(id: string, value: Buffer, critical?: 'critical'): Buffer {
  return sequence(oid(id), ...(critical ? [yes()] : []), octets(value))
}

function alternativeName(host: string): Buffer {
  const isAddress = isIPv4(host) || (host.includes(':') && isIPv6(host)) // what `isIPv6` needs is 3 ms in the making
  return isAddress ? implicit(7, addressBytes(host)) : implicit(2, Buffer.from(host, 'latin1'))
}

/** Four bytes or sixteen. */
function addressBytes(address: string): Buffer {
  if (isIPv4(address)) return Buffer.from(address.split('.').map(Number))
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1) // lower case, hexadecimal throughout
  const [before = [], after = []] = canonical.split('::').map(half => half.split(':').filter(Boolean))
  const zeros = Array<string>(8 - before.length - after.length).fill('0')
  return Buffer.from([...before, ...zeros, ...after].map(group => group.padStart(4, '0')).join(''), 'hex')
}

/** Positive, and never zero in its first byte. */
function serialNumber(): Buffer {
  const bytes = randomBytes(16)
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40
  return bytes
}

function pem(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n')
}

/** The DNS names that a certificate is for; the first of a chain counts. `pem` is its text. */
export function certifiedNames(pem: string): string[] {
  const names = new X509Certificate(pem).subjectAltName ?? ''
  return names.split(', ').flatMap(name => (name.startsWith('DNS:') ? [name.slice('DNS:'.length)] : []))
}
