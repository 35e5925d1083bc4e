/** Which lab a request names: by its path, as `/emulator/v1/labs/{lab}/…`, or by its Host name, as `CLUSTER.LAB.localhost`. */
import type { FastifyRequest } from 'fastify'
import type { IncomingMessage } from 'node:http'
import { parseHostName } from '../../http/access/index.js'

const SCOPED = /^(\/emulator\/v1)\/labs\/([^/?]+)(\/[^?].*)$/s
const ENDING = 'localhost'

export class LabScope {
  readonly #named = new WeakMap<IncomingMessage, string>()

  /** The URL of an operation on the lab that its path names: its own, below that path. */
  rewrite(url: string, request: IncomingMessage): string {
    const [, base, lab, rest] = SCOPED.exec(url) ?? []
    if (base === undefined || lab === undefined || rest === undefined) return url
    this.#named.set(request, lab)
    return base + rest
  }

  /** The lab that the path of a request named, as it was written. */
  inPath({ raw }: FastifyRequest): string | undefined {
    return this.#named.get(raw)
  }
}

/** The lab that a Host name names; undefined where it has another form. */
export function labInHost(header: string | undefined): string | undefined {
  const host = parseHostName(header)
  if (host.kind !== 'name') return undefined
  const [, lab, ending, ...more] = host.text.split('.')
  return ending === ENDING && more.length === 0 ? lab : undefined
}

/** The Host name by which any listener hands a request on to a site of a lab. */
export function hostNameOf(site: string, lab: string): string {
  return `${site}.${lab}.${ENDING}`
}
