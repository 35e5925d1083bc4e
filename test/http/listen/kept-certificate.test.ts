/** The certificate beside the data: kept while it serves, made anew where pesim had made it, and never in the place of another's. */
import { generateKeyPairSync } from 'node:crypto'
import { readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { createCertificate } from '../../../server/http/listen/certificate.js'
import { keptCertificate } from '../../../server/http/listen/kept-certificate.js'

const NOON = new Date('2026-11-22T12:00:00Z')

/** By openssl, with the name and the kind of key that pesim's have. */
const FOREIGN = `-----BEGIN CERTIFICATE-----
MIIBdDCCARugAwIBAgIUdRJwjyI1S4T+GgoidoFUrkFvClwwCgYIKoZIzj0EAwIw
EDEOMAwGA1UEAwwFcGVzaW0wHhcNMjYxMTMwMjA1NDU3WhcNMzYxMTI3MjA1NDU3
WjAQMQ4wDAYDVQQDDAVwZXNpbTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABE6n
ZzaCea93Ayl+f8p0b/cxXHP+yXtVYfVBQBOdsT2IMpYjYuy2d/fhZeHifntv1Fdg
09jEd4m8ribsVyo1okajUzBRMB0GA1UdDgQWBBQzkTAD2u8b54tWrfdrH7bjr6AT
FDAfBgNVHSMEGDAWgBQzkTAD2u8b54tWrfdrH7bjr6ATFDAPBgNVHRMBAf8EBTAD
AQH/MAoGCCqGSM49BAMCA0cAMEQCICwb8vM+u9EDzfxRd4rjawFB8AFvH07TiWnx
lnirjIfiAiAKLet3kGWxuNpOEDizSQiijxvFG56DjKwLAeMSg+LeXQ==
-----END CERTIFICATE-----
`

t.test('a certificate is kept while it serves', async t => {
  const folder = join(t.testdir({}), 'new')
  const first = await keptCertificate(folder, ['france', '127.0.0.1'], NOON)
  t.equal((await stat(join(folder, 'key.pem'))).mode & 0o777, 0o600)
  t.equal(first.replaced, undefined, 'there was none')
  t.same(await keptCertificate(folder, ['france'], NOON), first)
  const renewals = [
    { because: 'it was not for canada', hosts: ['canada', 'france'], now: NOON },
    { because: 'it was not for 127.0.0.9', hosts: ['127.0.0.9'], now: NOON },
    { because: 'it had expired', hosts: ['127.0.0.9'], now: new Date('2029-03-01T00:00:00Z') },
    { because: 'it was not valid yet', hosts: ['127.0.0.9'], now: NOON }
  ]
  let kept = first
  for (const { because, hosts, now } of renewals) {
    const next = await keptCertificate(folder, hosts, now)
    t.not(next.cert, kept.cert, because)
    t.same([next.replaced, next.keptAs], [because, undefined])
    kept = next
  }
  await writeFile(join(folder, 'certificate.pem'), 'not a certificate')
  const last = await keptCertificate(folder, ['127.0.0.9'], NOON)
  t.not(last.cert, kept.cert)
  t.match(last, { replaced: 'it was damaged', keptAs: ['certificate.pem.old', 'key.pem.old'] })
  t.equal(await readFile(join(folder, 'certificate.pem.old'), 'utf8'), 'not a certificate')
  t.equal(await readFile(join(folder, 'key.pem.old'), 'utf8'), kept.key)
  await writeFile(join(folder, 'key.pem'), kept.key)
  const next = await keptCertificate(folder, ['127.0.0.9'], NOON)
  t.not(next.cert, last.cert)
  const because = 'its key was not there'
  t.match(
    next,
    { replaced: because, keptAs: ['key.pem.old.2'] },
    'that is one of another certificate, and may be anybody’s'
  )
  t.equal(await readFile(join(folder, 'key.pem.old.2'), 'utf8'), kept.key)
  t.equal((await stat(join(folder, 'key.pem'))).mode & 0o777, 0o600)
  await rm(join(folder, 'key.pem'))
  const { replaced, keptAs } = await keptCertificate(folder, ['127.0.0.9'], NOON)
  t.same([replaced, keptAs], [because, undefined], 'as a process leaves it that is killed over its first start')
})

t.test('a certificate or a key that is somebody else’s is refused, and left as it is', async t => {
  const own = createCertificate(['france'], NOON)
  const pem = { type: 'pkcs8', format: 'pem' } as const
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export(pem).toString()
  const locked = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
    ...{ ...pem, type: 'pkcs1' },
    ...{ cipher: 'aes-256-cbc', passphrase: 'x' }
  })
  const rows = [
    { of: 'a pair', names: 'certificate.pem', files: { 'certificate.pem': FOREIGN, 'key.pem': own.key } },
    { of: 'a pair of RSA', names: 'key.pem', files: { 'certificate.pem': FOREIGN, 'key.pem': rsa } },
    { of: 'a certificate alone', names: 'certificate.pem', files: { 'certificate.pem': FOREIGN } },
    { of: 'a key alone', names: 'key.pem', files: { 'key.pem': rsa } },
    { of: 'a key alone as pesim makes them', names: 'key.pem', files: { 'key.pem': own.key } },
    { of: 'a key in the place of ours', names: 'key.pem', files: { 'certificate.pem': own.cert, 'key.pem': rsa } },
    { of: 'a locked key', names: 'key.pem', files: { 'certificate.pem': own.cert, 'key.pem': String(locked) } },
    { of: 'a key beside a damaged one', names: 'key.pem', files: { 'certificate.pem': 'x', 'key.pem': rsa } }
  ]
  for (const { of, names, files } of rows) {
    const folder = t.testdir({})
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
    await t.rejects(
      keptCertificate(folder, ['france'], NOON),
      { name: 'ForeignCertificate', path: join(folder, names), reason: /is left as it is: .*--cert and --key/ },
      of
    )
    t.same((await readdir(folder)).sort(), Object.keys(files))
    for (const [name, text] of Object.entries(files)) t.equal(await readFile(join(folder, name), 'utf8'), text)
  }
})
