/** Which site a request means: the one that its Host names, or else the one that owns the address it came in by. */
import { isIP } from 'node:net'

export interface AddressTable {
  /** Sites that a Host name may name, whatever the listener. */
  readonly names: readonly string[]
  readonly listeners: readonly { readonly address: string; readonly port: number; readonly name: string }[]
}

const anyAddress = ['0.0.0.0', '::']

/** The name of a site; undefined when neither Host name nor address belongs to one. */
export function siteOf(
  localAddress: string | undefined,
  localPort: number | undefined,
  hostHeader: string | undefined,
  table: AddressTable
): string | undefined {
  const named = siteNamed(hostHeader, table)
  if (named !== undefined) return named
  const address = localAddress?.replace(/^::ffff:(?=\d+\.)/i, '')
  const here = table.listeners.filter(listener => listener.port === localPort)
  return (
    here.find(listener => listener.address === address) ?? here.find(listener => anyAddress.includes(listener.address))
  )?.name
}

/** First label of the Host name, as in `france.example.test:9440`; a literal address names nobody. */
function siteNamed(hostHeader: string | undefined, { names }: AddressTable): string | undefined {
  const host = hostHeader?.replace(/:\d+$/, '') ?? ''
  if (host.startsWith('[') || isIP(host) !== 0) return undefined
  const label = host.split('.')[0]?.toLowerCase()
  return names.find(name => name.toLowerCase() === label)
}
