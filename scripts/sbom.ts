/**
 * Makes dist/sbom.cdx.json: a CycloneDX bill of the packages whose code is in dist/, with the versions, hashes and licences
 * of the lock file. No time and no serial number: the same sources give the same bytes.
 */
import { Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

interface LockedPackage {
  readonly version: string
  readonly integrity?: string
  readonly license?: string
}

const root = join(import.meta.dirname, '..')
/** Copied as files, so that no bundler tells of it. */
const COPIED = ['node_modules/@fastify/swagger-ui']

const readJson = async (path: string): Promise<unknown> => JSON.parse(await readFile(join(root, path), 'utf8'))
const { packages } = (await readJson('package-lock.json')) as { packages: Readonly<Record<string, LockedPackage>> }
const manifest = (await readJson('package.json')) as { name: string; version: string; license: string }
const bundled = await Promise.all(['server', 'console'].map(part => readJson(`build/bundled/${part}.json`)))
const folders = new Set([...COPIED, ...(bundled as string[][]).flat()].sort())

const bom = new Models.Bom()
const subject = component(Enums.ComponentType.Application, manifest.name, manifest)
bom.metadata.component = subject
const parts = new Map<string, Models.Component>() // one version may stand in several folders
for (const folder of folders) {
  const locked = packages[folder]
  if (locked === undefined) throw new Error(`${folder} is bundled, and not in package-lock.json`)
  const part = component(Enums.ComponentType.Library, folder.replace(/^.*node_modules\//, ''), locked)
  parts.set(part.bomRef.value ?? folder, part)
}
for (const part of parts.values()) {
  bom.components.add(part)
  subject.dependencies.add(part.bomRef)
}

const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6))
const text = serializer.serialize(bom, { sortLists: true })
await writeFile(join(root, 'dist/sbom.cdx.json'), `${text}\n`)
console.log(`dist/sbom.cdx.json  ${bom.components.size} packages`)

function component(
  type: Enums.ComponentType,
  fullName: string,
  { version, license, integrity }: LockedPackage
): Models.Component {
  const [, group, name = fullName] = /^(@[^/]+)\/(.+)$/.exec(fullName) ?? []
  const purl = `pkg:npm/${fullName.replace('@', '%40')}@${version}`
  const made = new Models.Component(type, name, { version, bomRef: purl, purl, ...(group !== undefined && { group }) })
  if (license !== undefined) made.licenses.add(licence(license))
  const [, sha512] = /^sha512-(.+)$/.exec(integrity ?? '') ?? []
  if (sha512 !== undefined)
    made.hashes.set(Enums.HashAlgorithm['SHA-512'], Buffer.from(sha512, 'base64').toString('hex'))
  return made
}

function licence(text: string): Models.License {
  return / (OR|AND|WITH) /.test(text) ? new Models.LicenseExpression(text) : new Models.SpdxLicense(text)
}
