/** Certificate stored beside the data, so that clients that trust it still do after a restart. */
import { X509Certificate, createPrivateKey } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { join } from 'node:path'
import { makeFolder, replaceFile } from '../../files/index.js'
import { createCertificate } from './certificate.js'
import type { Certificate } from './certificate.js'

/** The one in the folder while it is valid at `now` for all of `hosts`; otherwise a new one, which replaces it. */
export async function keptCertificate(folder: string, hosts: readonly string[], now: Date): Promise<Certificate> {
  const [certFile, keyFile] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')]
  try {
    const kept = { cert: await readFile(certFile, 'utf8'), key: await readFile(keyFile, 'utf8') }
    const certificate = new X509Certificate(kept.cert)
    if (serves(certificate, hosts, now) && isKeyPair(certificate, kept.key)) return kept
  } catch (error) {
    // Missing, or not a certificate: either way there is none that clients could trust already.
    if (error instanceof Error && 'syscall' in error && (error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  const made = createCertificate(hosts, now)
  await makeFolder(folder)
  await replaceFile(keyFile, made.key, { mode: 0o600 })
  await replaceFile(certFile, made.cert)
  return made
}

function serves(certificate: X509Certificate, hosts: readonly string[], now: Date): boolean {
  const valid = new Date(certificate.validFrom) <= now && now < new Date(certificate.validTo)
  return (
    valid && hosts.every(host => (isIP(host) ? certificate.checkIP(host) : certificate.checkHost(host)) !== undefined)
  )
}

/** One process may have ended after it had replaced the key. */
function isKeyPair(certificate: X509Certificate, key: string): boolean {
  return certificate.checkPrivateKey(createPrivateKey(key))
}
