/** Resolves the site of a request by its Host header, else by the local address of its connection. */
import { isKnownHost } from '../access/index.js'
import type { HostName } from '../access/index.js'

export interface AddressTable {
  /** Sites that a Host name may name, whatever the listener. */
  readonly names: readonly string[]
  /** Host names that may name one, besides those that no foreign domain can be: see `isKnownHost`. */
  readonly knownHosts: readonly string[]
  readonly listeners: readonly { readonly address: string; readonly port: number; readonly name: string }[]
}

const anyAddress = ['0.0.0.0', '::']

/** The name of a site; undefined when neither Host name nor address belongs to one. */
export function siteOf(
  localAddress: string | undefined,
  localPort: number | undefined,
  host: HostName,
  table: AddressTable
): string | undefined {
  const named = siteNamed(host, table)
  if (named !== undefined) return named
  const address = localAddress?.replace(/^::ffff:(?=\d+\.)/i, '')
  const here = table.listeners.filter(listener => listener.port === localPort)
  return (
    here.find(listener => listener.address === address) ?? here.find(listener => anyAddress.includes(listener.address))
  )?.name
}

/** By its first label, as in `france.example.test:9440`; an address names nobody, and neither does a name that is not known. */
function siteNamed(host: HostName, { names, knownHosts }: AddressTable): string | undefined {
  if (host.kind !== 'name' || !isKnownHost(host, knownHosts)) return undefined
  const [label] = host.text.split('.')
  return names.find(name => name.toLowerCase() === label)
}
