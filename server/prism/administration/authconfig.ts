/** Authentication settings (directories, role mappings, client certificates): stored only, not used for logins. */
import { required } from '../../domain/core/index.js'
import { acropolis } from '../lists/index.js'
import type { Model, Prism, V2Handlers } from '../core/index.js'
import { directoryDto, directoryRequest } from './dto/settings.js'
import { unwrapPatch, valueIn } from './patch.js'

export const authConfig = {
  getAuthConfig: ({ prism }) => configDto(prism),
  updateAuthConfig: ({ prism, body }) => setConfig(prism, body),
  patchAuthConfig: ({ prism, body }) => setConfig(prism, unwrapPatch(body)),
  deleteAuthConfig: ({ prism }) => {
    prism.submit({ type: 'configure', settings: {}, lists: { authTypes: ['LOCAL'], directories: [] } })
    return { value: true }
  },

  getAuthTypes: ({ prism }) => [...prism.cluster.configuration.authTypes],
  setAuthTypes: ({ prism, body }) => {
    return setConfig(prism, { auth_type_list: body })
  },
  addAuthTypes: ({ prism, body }) => {
    prism.submit({ type: 'add-to-configuration', list: 'authTypes', entries: body })
    return [...prism.cluster.configuration.authTypes]
  },
  deleteAuthTypes: ({ prism, body }) => {
    prism.submit({ type: 'remove-from-configuration', list: 'authTypes', keys: body })
    return [...prism.cluster.configuration.authTypes]
  },

  getAllDirectoryConfigs: ({ prism }) => acropolis(prism.cluster.configuration.directories.map(directoryDto)),
  getDirectoryConfig: ({ prism, path }) => directoryDto(directoryOf(prism, path.name)),
  addDirectoryConfig: ({ prism, body }) => {
    const entry = directoryRequest(body)
    prism.submit({ type: 'add-to-configuration', list: 'directories', entries: [entry] })
    return directoryDto(entry)
  },
  updateDirectoryConfig: ({ prism, body }) => replaceDirectory(prism, body),
  patchDirectoryConfig: ({ prism, body }) => replaceDirectory(prism, unwrapPatch(body)),
  deleteDirectoryConfig: ({ prism, path }) => {
    prism.submit({ type: 'remove-from-configuration', list: 'directories', keys: [path.name] })
    return { value: true }
  },
  testConnection: ({ prism, body }) => {
    directoryOf(prism, body.directory_name ?? '')
    return { value: false }
  },

  getClientAuth: ({ prism }) => clientAuthDto(prism),
  setClientAuthState: ({ prism, body }) => {
    const { chain } = prism.cluster.configuration.clientAuth
    prism.submit({ type: 'configure', settings: { clientAuth: { enabled: valueIn(body), chain } } })
    return chainDto(prism)
  },
  updateClientAuth: ({ prism, body }) => {
    const { clientAuth, autoLogin } = prism.cluster.configuration
    const [chain, login] = [body.ca_chain_info, body.auto_login_info]
    prism.submit({
      type: 'configure',
      settings: {
        clientAuth: {
          enabled: chain?.enable_client_auth ?? clientAuth.enabled,
          chain: chain?.name ?? clientAuth.chain
        },
        autoLogin: {
          enabled: login?.enabled ?? autoLogin.enabled,
          directory: login?.service_account_dto?.directory_config_name ?? autoLogin.directory,
          username: login?.service_account_dto?.username ?? autoLogin.username
        }
      }
    })
    return clientAuthDto(prism)
  },
  deleteClientAuthChain: ({ prism, path }) => {
    const { chain } = prism.cluster.configuration.clientAuth
    const known = chain === path.name ? chain : undefined
    required(known, 'configuration/not-found', `Chain ${path.name} does not exist`)
    prism.submit({ type: 'configure', settings: { clientAuth: { enabled: false, chain: null } } })
    return { value: true }
  }
} satisfies Partial<V2Handlers>

function configDto({ cluster }: Prism): Model<'AuthConfig'> {
  const { authTypes, directories } = cluster.configuration
  return { auth_type_list: [...authTypes], directory_list: directories.map(directoryDto) }
}

function setConfig(prism: Prism, dto: Model<'AuthConfig'>): Model<'AuthConfig'> {
  const [types, directories] = [dto.auth_type_list, dto.directory_list]
  prism.submit({
    type: 'configure',
    settings: {},
    lists: {
      ...(types != null && { authTypes: types }),
      ...(directories != null && { directories: directories.map(directory => directoryRequest(directory)) })
    }
  })
  return configDto(prism)
}

function directoryOf({ cluster }: Prism, name: string) {
  const directory = cluster.configuration.directories.find(directory => directory.name === name)
  return required(directory, 'configuration/not-found', `Directory ${name} does not exist`)
}

function replaceDirectory(prism: Prism, dto: Model<'Directory'>): Model<'Directory'> {
  const entry = directoryRequest(dto, directoryOf(prism, dto.name ?? ''))
  prism.submit({ type: 'replace-in-configuration', list: 'directories', entry })
  return directoryDto(entry)
}

function chainDto({ cluster }: Prism): Model<'CaChain'> {
  const { enabled, chain } = cluster.configuration.clientAuth
  return { name: chain, enable_client_auth: enabled, ca_chain: [] }
}

function clientAuthDto(prism: Prism): Model<'ClientAuth'> {
  const { enabled, directory, username } = prism.cluster.configuration.autoLogin
  return {
    ca_chain_info: chainDto(prism),
    auto_login_info: {
      enabled,
      service_account_dto: { directory_config_name: directory, username, password: null }
    }
  }
}
