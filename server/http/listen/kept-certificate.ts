/**
 * Certificate stored beside the data, so that clients that trust it still do after a restart. Only one that pesim itself has made is
 * replaced; what may be somebody's own is refused, or kept under another name.
 */
import { X509Certificate, createPrivateKey } from 'node:crypto'
import { isIP } from 'node:net'
import { basename, join } from 'node:path'
import { makeFolder, nodeFiles, replaceFile } from '../../files/index.js'
import { createCertificate, isOwnCertificate, isOwnKind } from './certificate.js'
import type { Certificate } from './certificate.js'

export interface KeptCertificate extends Certificate {
  /** Why the one that was in the folder is not kept, as the end of a sentence; absent where it is, or where there was none. */
  readonly replaced?: string
  /** Names under which what was in the folder is kept, since it may be somebody's own; absent where it is surely pesim's. */
  readonly keptAs?: readonly string[]
}

/** A file in the place of the certificate or its key that pesim has not made: it is left as it is, and not served. */
export class ForeignCertificate extends Error {
  override readonly name = 'ForeignCertificate'
  constructor(
    readonly path: string,
    readonly reason: string
  ) {
    super(`${path} ${reason}`)
  }
}

/** What stands in the folder; undefined where there is no such file. */
interface Found {
  readonly cert: string | undefined
  readonly key: string | undefined
}

/**
 * The one in the folder while it is valid at `now` for all of `hosts`; otherwise a new one, which replaces it. Throws
 * `ForeignCertificate` where the certificate or the key is somebody else's.
 */
export async function keptCertificate(folder: string, hosts: readonly string[], now: Date): Promise<KeptCertificate> {
  const { certFile, keyFile } = filesIn(folder)
  const { cert, key } = await foundIn(folder)
  const replaced = cert === undefined ? undefined : faultOf(cert, key, hosts, now)
  if (cert !== undefined && key !== undefined && replaced === undefined) return { cert, key }
  await makeFolder(folder)
  const aside = [
    ...(cert !== undefined && !isOwnCertificate(cert) ? [await keepAside(certFile)] : []),
    ...(key !== undefined && !isPair({ cert, key }) ? [await keepAside(keyFile)] : [])
  ]
  const made = createCertificate(hosts, now)
  // The certificate first: where the process ends in between, there is no key that could be somebody else's.
  await replaceFile(certFile, made.cert)
  await replaceFile(keyFile, made.key, { mode: 0o600 })
  return { ...made, ...(replaced !== undefined && { replaced }), ...(aside.length > 0 && { keptAs: aside }) }
}

/** Reads alone: for a start that has to know before it leaves anything there. Throws `ForeignCertificate`, and what reading throws. */
export async function refuseForeignCertificate(folder: string): Promise<void> {
  await foundIn(folder)
}

const filesIn = (folder: string) => ({ certFile: join(folder, 'certificate.pem'), keyFile: join(folder, 'key.pem') })

async function foundIn(folder: string): Promise<Found> {
  const { certFile, keyFile } = filesIn(folder)
  const [cert, key] = [await textOf(certFile), await textOf(keyFile)]
  if (cert === undefined && key !== undefined) throw foreign(keyFile)
  if (key !== undefined && !mayBeOwnKey(key)) throw foreign(keyFile)
  if (cert !== undefined && certificateIn(cert) !== undefined && !isOwnCertificate(cert)) throw foreign(certFile)
  return { cert, key }
}

const foreign = (path: string): ForeignCertificate =>
  new ForeignCertificate(
    path,
    'is not of pesim’s making, and is left as it is: serve it by --cert and --key, or give --data another directory'
  )

/** Undefined where there is no such file. */
async function textOf(file: string): Promise<string | undefined> {
  try {
    return (await nodeFiles.readFile(file)).toString()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** Gives a file that may be somebody's a second name, the first that is free, before it loses its own; returns that name. */
async function keepAside(file: string): Promise<string> {
  for (let count = 1; ; count += 1) {
    const old = `${file}.old${count === 1 ? '' : `.${count}`}`
    try {
      await nodeFiles.link(file, old)
      return basename(old)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

function faultOf(cert: string, key: string | undefined, hosts: readonly string[], now: Date): string | undefined {
  const certificate = certificateIn(cert)
  if (certificate === undefined) return 'it was damaged'
  if (new Date(certificate.validTo) <= now) return 'it had expired'
  if (new Date(certificate.validFrom) > now) return 'it was not valid yet'
  const missing = hosts.find(host => !isFor(certificate, host))
  if (missing !== undefined) return `it was not for ${missing}`
  // One process may have ended after it had replaced the certificate.
  return isPair({ cert, key }) ? undefined : 'its key was not there'
}

function isPair({ cert, key }: Found): boolean {
  const [certificate, privateKey] = [certificateIn(cert ?? ''), keyIn(key ?? '')]
  return certificate !== undefined && privateKey !== undefined && certificate.checkPrivateKey(privateKey)
}

/** One that cannot be read may have been. */
function mayBeOwnKey(key: string): boolean {
  const privateKey = keyIn(key)
  return privateKey === undefined ? !/ENCRYPTED|RSA/.test(key) : isOwnKind(privateKey)
}

function certificateIn(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem)
  } catch {
    return undefined
  }
}

function keyIn(pem: string): ReturnType<typeof createPrivateKey> | undefined {
  try {
    return createPrivateKey(pem)
  } catch {
    return undefined
  }
}

function isFor(certificate: X509Certificate, host: string): boolean {
  return (isIP(host) ? certificate.checkIP(host) : certificate.checkHost(host)) !== undefined
}
