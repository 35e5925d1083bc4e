/** Data-at-rest encryption and file listings of snapshots: always absent. */
import { Refusal } from '../../domain/core/index.js'
import type { Certification, View } from '../../domain/core/index.js'
import { cerebro } from '../lists/index.js'
import type { Model, V2Handlers } from '../core/index.js'

const NO_KEY_SERVER = 'no key management server is configured'

export const encryption = {
  getEncryptionStatus: ({ prism: { cluster } }) => ({
    desired_password_protection: false,
    is_ready_for_password_protection: false,
    is_ready_for_software_encryption: false,
    is_cluster_empty: Object.keys(cluster.vms).length === 0,
    software_encryption_scope: null,
    disk_encryption_status: {},
    storage_container_encryption_status: Object.fromEntries(cluster.containers.map(({ uuid }) => [uuid, false]))
  }),
  enableEncryption: ({ body }) => {
    if (body.value === true) unavailable('Encryption cannot be enabled')
    return { value: true }
  },
  rekey: () => unavailable('Keys cannot be changed'),
  testEncryptionConfiguration: () => unavailable('Nothing can be tested'),
  getRecentCertificateTestResults: () => [],

  getCACertificates: () => [],
  deleteCACertificate: ({ path }) => {
    throw new Refusal('configuration/not-found', `Certificate authority ${path.name} does not exist`)
  },
  deleteCertificate: ({ query }) => {
    const message = `There is no certificate of host ${query.node_uuid} for ${query.server_name}`
    throw new Refusal('configuration/not-found', message)
  },
  uploadCertificatesViaMultiFile: () => unavailable('Certificates cannot be used'),
  getCertificationInformation: ({ prism }) => certificationDto(prism.cluster.configuration.certification),
  updateCertificationInformation: ({ prism, body }) => {
    const certification = {
      country: body?.country_code ?? null,
      state: body?.state ?? null,
      city: body?.city ?? null,
      organization: body?.organization_name ?? null,
      units: body?.organizational_unit_list ?? [],
      email: body?.email_address ?? null,
      domain: body?.domain_name ?? null
    }
    prism.submit({ type: 'configure', settings: { certification } })
    return certificationDto(certification)
  },

  listFileGroups: () => cerebro<never>([]),
  deleteFiles: ({ path }) => {
    throw new Refusal('configuration/not-found', `File group ${path.uuid} does not exist`)
  }
} satisfies Partial<V2Handlers>

function unavailable(what: string): never {
  throw new Refusal('feature/not-available', `${what}: ${NO_KEY_SERVER}`)
}

function certificationDto(certification: View<Certification>): Model<'CertificationInfo'> {
  return {
    country_code: certification.country,
    state: certification.state,
    city: certification.city,
    organization_name: certification.organization,
    organizational_unit_list: [...certification.units],
    email_address: certification.email,
    domain_name: certification.domain
  }
}
