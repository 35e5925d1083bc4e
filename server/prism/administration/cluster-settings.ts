/** Cluster settings: name, addresses, NTP and DNS servers, public keys, rackable units. */
import { addressedRequest, unwrappedChange } from './dto/cluster-change.js'
import { Refusal, after, required, seconds } from '../../domain/core/index.js'
import { RequestError } from '../core/index.js'
import type { Prism, V2Handlers } from '../core/index.js'
import { rackableUnits } from '../inventory/index.js'
import { publicKeyDto, smtpDto, smtpRequest } from './dto/settings.js'
import { unwrapPatch, valueIn } from './patch.js'

type Addresses = 'nameServers' | 'ntpServers' | 'nfsWhitelist'

const done = { value: true }

function add(prism: Prism, list: Addresses, body: { value?: string | null }) {
  prism.submit({ type: 'add-to-configuration', list, entries: [valueIn(body).trim()] })
  return done
}

function remove(prism: Prism, list: Addresses | 'publicKeys', key: string) {
  prism.submit({ type: 'remove-from-configuration', list, keys: [key] })
  return done
}

/** A mail server of a request. Refuses one that has no address, however else the client may have said it. */
function addressedServer(...[dto, before]: Parameters<typeof smtpRequest>): ReturnType<typeof smtpRequest> {
  const server = smtpRequest(dto, before)
  if (server.address === '') throw new RequestError('invalid', 'address is missing: it says where the mail server is')
  return server
}

export const clusterSettings = {
  editClusterParams: ({ prism, body }) => {
    prism.submit({ type: 'configure', ...addressedRequest(prism.cluster, body) })
    return done
  },
  patchClusterParams: ({ prism, body }) => {
    // Scripts say some fields of a cluster without the envelope [C: clients].
    const change = body.generic_dto == null ? (unwrappedChange(body) ?? unwrapPatch(body)) : body.generic_dto
    prism.submit({ type: 'configure', ...addressedRequest(prism.cluster, change) })
    return done
  },

  getNameServers: ({ prism }) => [...prism.cluster.configuration.nameServers],
  addNameServer: ({ prism, body }) => add(prism, 'nameServers', body),
  removeNameServer: ({ prism, path }) => remove(prism, 'nameServers', path.nameServer),
  getNtpServers: ({ prism }) => [...prism.cluster.configuration.ntpServers],
  addNtpServer: ({ prism, body }) => add(prism, 'ntpServers', body),
  removeNtpServer: ({ prism, path }) => remove(prism, 'ntpServers', path.ntp_server),
  getNfsSubnetWhitelist: ({ prism }) => [...prism.cluster.configuration.nfsWhitelist],
  addNfsSubnetWhitelist: ({ prism, body }) => add(prism, 'nfsWhitelist', body),
  removeNfsSubnetWhitelist: ({ prism, path }) => remove(prism, 'nfsWhitelist', path.name),

  getPublicKeys: ({ prism }) => prism.cluster.configuration.publicKeys.map(publicKeyDto),
  getPublicKey: ({ prism, path }) => {
    const key = prism.cluster.configuration.publicKeys.find(({ name }) => name === path.name)
    return publicKeyDto(required(key, 'configuration/not-found', `Public key ${path.name} does not exist`))
  },
  addPublicKey: ({ prism, body }) => {
    const entry = { name: body.name ?? '', key: body.key ?? '' }
    prism.submit({ type: 'add-to-configuration', list: 'publicKeys', entries: [entry] })
    return publicKeyDto(entry)
  },
  deletePublicKey: ({ prism, path }) => remove(prism, 'publicKeys', path.name),

  getSmtpServer: ({ prism }) => smtpDto(prism.cluster.configuration.smtp),
  updateSmtpServer: ({ prism, body }) => {
    prism.submit({ type: 'configure', settings: { smtp: addressedServer(body ?? {}, null) } })
    return smtpDto(prism.cluster.configuration.smtp)
  },
  patchSmtpServer: ({ prism, body }) => {
    const smtp = addressedServer(unwrapPatch(body), prism.cluster.configuration.smtp)
    prism.submit({ type: 'configure', settings: { smtp } })
    return smtpDto(prism.cluster.configuration.smtp)
  },
  removeSmtpServer: ({ prism }) => {
    required(prism.cluster.configuration.smtp, 'configuration/not-found', 'No SMTP server is configured')
    prism.submit({ type: 'configure', settings: { smtp: null } })
    return done
  },
  getSmtpServerSecurityModeType: () => ['STARTTLS', 'SSL', 'NONE'],

  getRemoteSupportStatus: ({ prism: { world, cluster } }) => {
    const { enabled, until } = cluster.configuration.remoteSupport
    const left = until === null ? 0 : Math.max(0, Math.ceil((until - world.now) / seconds(1)))
    return { enable: { enabled: enabled && (until === null || left > 0), duration: left }, tunnel_details: null }
  },
  editRemoteSupport: ({ prism, body }) => {
    const duration = body.duration ?? 0
    const until = duration > 0 ? after(prism.world.now, seconds(duration)) : null
    prism.submit({ type: 'configure', settings: { remoteSupport: { enabled: body.enabled ?? false, until } } })
    return done
  },

  getRackableUnits: ({ prism }) => rackableUnits(prism.cluster),
  getRackableUnit: ({ prism, path }) => unitOf(prism, path.uuid),
  deleteRackableUnit: ({ prism, path }) => {
    const { serial } = unitOf(prism, path.uuid)
    throw new Refusal('configuration/invalid', `Rackable unit ${serial} has hosts and cannot be removed`)
  }
} satisfies Partial<V2Handlers>

function unitOf({ cluster }: Prism, id: string) {
  const unit = rackableUnits(cluster).find(unit => unit.rackable_unit_uuid === id || String(unit.id) === id)
  return required(unit, 'configuration/not-found', `Rackable unit ${id} does not exist`)
}
