/** Cloud accounts: stored only; no cloud is ever reached. */
import { Refusal, required } from '../../domain/core/index.js'
import type { EntryOf, View } from '../../domain/core/index.js'
import { cerebroPage } from '../lists/index.js'
import type { Model, Prism, V2Handlers } from '../core/index.js'
import { RequestError } from '../core/index.js'
import { valueIn } from './patch.js'

type Account = EntryOf<'cloudCredentials'>

export const cloud = {
  getCredentials: ({ prism, path, query }) => cerebroPage(accountsOf(prism, path.cloud_type).map(accountDto), query),
  addCredentials: ({ prism, path, body }) => {
    const name = body.name ?? ''
    const others = accountsOf(prism, path.cloud_type)
    const isDefault = others.length === 0 || body.use_as_default === true
    const all = prism.cluster.configuration.cloudCredentials
    const number = Math.max(0, ...all.map(account => account.number)) + 1
    const added = { cloud: cloudOf(path.cloud_type), name, number, isDefault }
    set(prism, [...all.map(other => (isDefault ? demoted(other, added.cloud) : other)), added])
    return accountDto(added)
  },
  removeCredentials: ({ prism, path }) => {
    const gone = accountOf(prism, path.cloud_type, path.name)
    set(
      prism,
      prism.cluster.configuration.cloudCredentials.filter(account => account !== gone)
    )
    return { value: true }
  },
  removeAllCredentials: ({ prism, path }) => {
    const gone = accountsOf(prism, path.cloud_type)
    set(
      prism,
      prism.cluster.configuration.cloudCredentials.filter(account => !gone.includes(account))
    )
    return { value: true }
  },
  setDefaultCredentials: ({ prism, path, body }) => {
    const chosen = accountOf(prism, path.cloud_type, valueIn(body))
    const all = prism.cluster.configuration.cloudCredentials
    set(
      prism,
      all.map(account => (account === chosen ? { ...account, isDefault: true } : demoted(account, chosen.cloud)))
    )
    return accountDto({ ...chosen, isDefault: true })
  },

  getCvms: ({ path, query }) => emptyCerebroPage(path.cloud_type, query),
  getCvmImages: ({ path, query }) => emptyCerebroPage(path.cloud_type, query),
  getSubnets: ({ path, query }) => emptyCerebroPage(path.cloud_type, query),
  deployRemoteSite: ({ path }) => {
    throw new Refusal(
      'feature/not-available',
      `No remote site can be deployed: ${cloudOf(path.cloud_type)} cannot be reached`
    )
  }
} satisfies Partial<V2Handlers>

function cloudOf(type: string): string {
  const cloud = type.toUpperCase()
  if (cloud !== 'AWS' && cloud !== 'AZURE') throw new RequestError('invalid', `Cloud type ${type} is not AWS or AZURE`)
  return cloud
}

/** What is asked for is checked all the same. */
function emptyCerebroPage(type: string, query: Parameters<typeof cerebroPage>[1]) {
  cloudOf(type)
  return cerebroPage<never>([], query)
}

function accountsOf({ cluster }: Prism, type: string): View<Account>[] {
  const cloud = cloudOf(type)
  return cluster.configuration.cloudCredentials.filter(account => account.cloud === cloud)
}

function accountOf(prism: Prism, type: string, name: string): View<Account> {
  const account = accountsOf(prism, type).find(account => account.name === name)
  return required(account, 'configuration/not-found', `Cloud credentials ${name} do not exist`)
}

/** One account of a cloud is the default. */
function demoted(account: View<Account>, cloud: string): View<Account> {
  return account.cloud === cloud ? { ...account, isDefault: false } : account
}

function set(prism: Prism, cloudCredentials: readonly View<Account>[]): void {
  prism.submit({ type: 'configure', settings: {}, lists: { cloudCredentials } })
}

function accountDto(account: View<Account>): Model<'CloudCredentials'> {
  return {
    credential_id: account.number,
    name: account.name,
    use_as_default: account.isDefault,
    aws_credential: null,
    azure_credential: null
  }
}
