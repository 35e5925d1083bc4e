/** First-setup endpoints of v1 (EULA, Pulse), in canonical (v2.0) names. */
import { VENDOR_EMAIL } from '../../domain/core/index.js'
import type { RoleMapping, View } from '../../domain/core/index.js'
import { cerebro } from '../lists/index.js'
import { RequestError } from '../core/index.js'
import type { Prism, V1CanonicalHandlers, V1CanonicalModel } from '../core/index.js'

const done = { value: true }

export const firstSetup = {
  getEulas: ({ prism }) => cerebro([eulaDto(prism)]),

  acceptEula: ({ prism, body }) => {
    const entry = { name: body.username ?? '', company: body.company_name ?? '', jobTitle: body.job_title ?? '' }
    const others = (prism.cluster.configuration.eulaAcceptedBy ?? []).filter(({ name }) => name !== entry.name)
    prism.submit({ type: 'configure', settings: { eulaAcceptedBy: [...others, entry] } })
    return done
  },

  getPulse: ({ prism }) => pulseDto(prism),

  updatePulse: ({ prism, body }) => {
    const { enable, remind_later: remindLater } = pulseDto(prism)
    const { alertMail } = prism.cluster.configuration
    prism.submit({
      type: 'configure',
      settings: {
        pulse: { enabled: body.enable ?? enable ?? false, remindLater: body.remind_later ?? remindLater ?? false },
        ...(body.verbosity_type != null && { supportVerbosity: body.verbosity_type }),
        ...(body.enable_default_nutanix_email != null && {
          alertMail: { ...alertMail, toVendor: body.enable_default_nutanix_email }
        })
      }
    })
    return done
  },

  addNameServers: ({ prism, body }) => add(prism, 'nameServers', body),
  removeNameServers: ({ prism, body }) => remove(prism, 'nameServers', body),
  addNtpServers: ({ prism, body }) => add(prism, 'ntpServers', body),
  removeNtpServers: ({ prism, body }) => remove(prism, 'ntpServers', body),

  getRoleMappings: ({ prism: { cluster }, path }) =>
    (cluster.configuration.roleMappings ?? []).filter(({ directory }) => directory === path.name).map(mappingDto),

  addRoleMapping: ({ prism, path, body }) => {
    const entry = {
      directory: path.name,
      role: body.role ?? '',
      entityType: body.entity_type ?? '',
      entities: body.entity_values ?? []
    }
    prism.submit({ type: 'add-to-configuration', list: 'roleMappings', entries: [entry] })
    return mappingDto(entry)
  },

  deleteRoleMapping: ({ prism, path: { name }, query: { role, entity_type: type } }) => {
    prism.submit({ type: 'remove-from-configuration', list: 'roleMappings', keys: [`${name}:${role}:${type}`] })
    return done
  }
} satisfies Partial<V1CanonicalHandlers>

function eulaDto({ cluster }: Prism): V1CanonicalModel<'Eula'> {
  const { eulaAcceptedBy: people = [] } = cluster.configuration
  const list = people.map(({ name, company, jobTitle }) => ({
    username: name,
    company_name: company,
    job_title: jobTitle
  }))
  return { content: null, enabled: true, ...(list.length > 0 && { user_details_list: list }) }
}

function pulseDto({ cluster: { configuration, version } }: Prism): V1CanonicalModel<'Pulse'> {
  const { pulse, supportVerbosity, alertMail } = configuration
  return {
    enable: pulse?.enabled ?? false,
    is_pulse_prompt_needed: pulse === undefined,
    remind_later: pulse?.remindLater ?? false,
    verbosity_type: supportVerbosity,
    email_contact_list: [...alertMail.contacts],
    enable_default_nutanix_email: alertMail.toVendor,
    default_nutanix_email: VENDOR_EMAIL,
    nos_version: version
  }
}

type Servers = V1CanonicalModel<'ServerAddresses'>

/** All at once, or none: one that is there already, or not any more, is refused. */
function add(prism: Prism, list: 'nameServers' | 'ntpServers', servers: Servers) {
  prism.submit({ type: 'add-to-configuration', list, entries: servers.map(addressOf) })
  return done
}

function remove(prism: Prism, list: 'nameServers' | 'ntpServers', servers: Servers) {
  prism.submit({ type: 'remove-from-configuration', list, keys: servers.map(addressOf) })
  return done
}

/** A server is a text, or since AOS 6 an object with one of three fields [C: clients]. */
function addressOf(server: Servers[number]): string {
  if (typeof server === 'string') return server
  const { ipv4, ipv6, hostname } = server
  const address = ipv4 || ipv6 || hostname
  if (!address) throw new RequestError('invalid', 'A server has one of ipv4, ipv6 and hostname')
  return address
}

function mappingDto({ directory, role, entityType, entities }: View<RoleMapping>): V1CanonicalModel<'RoleMapping'> {
  return { directory_name: directory, role, entity_type: entityType, entity_values: [...entities] }
}
