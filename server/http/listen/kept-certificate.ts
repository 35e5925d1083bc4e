/** Certificate stored beside the data, so that clients that trust it still do after a restart. */
import { X509Certificate, createPrivateKey } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { join } from 'node:path'
import { makeFolder, replaceFile } from '../../files/index.js'
import { createCertificate } from './certificate.js'
import type { Certificate } from './certificate.js'

export interface KeptCertificate extends Certificate {
  /** Why the one that was in the folder is not kept, as the end of a sentence; absent where it is, or where there was none. */
  readonly replaced?: string
}

/** The one in the folder while it is valid at `now` for all of `hosts`; otherwise a new one, which replaces it. */
export async function keptCertificate(folder: string, hosts: readonly string[], now: Date): Promise<KeptCertificate> {
  const [certFile, keyFile] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')]
  const cert = await textOf(certFile)
  const key = await textOf(keyFile)
  const replaced = cert === undefined ? undefined : faultOf(cert, key, hosts, now)
  if (cert !== undefined && key !== undefined && replaced === undefined) return { cert, key }
  const made = createCertificate(hosts, now)
  await makeFolder(folder)
  await replaceFile(keyFile, made.key, { mode: 0o600 })
  await replaceFile(certFile, made.cert)
  return { ...made, ...(replaced !== undefined && { replaced }) }
}

/** Undefined where there is no such file. */
async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function faultOf(cert: string, key: string | undefined, hosts: readonly string[], now: Date): string | undefined {
  try {
    const certificate = new X509Certificate(cert)
    if (new Date(certificate.validTo) <= now) return 'it had expired'
    if (new Date(certificate.validFrom) > now) return 'it was not valid yet'
    const missing = hosts.find(host => !isFor(certificate, host))
    if (missing !== undefined) return `it was not for ${missing}`
    // One process may have ended after it had replaced the key.
    const isPair = key !== undefined && certificate.checkPrivateKey(createPrivateKey(key))
    return isPair ? undefined : 'its key was not there'
  } catch {
    return 'it was damaged'
  }
}

function isFor(certificate: X509Certificate, host: string): boolean {
  return (isIP(host) ? certificate.checkIP(host) : certificate.checkHost(host)) !== undefined
}
