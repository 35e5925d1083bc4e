/** Hosts of a test's own: network name spaces with addresses, cables and routes, and a client in any of them. Needs root. */
import type { Test } from 'tap'
import { output } from './tools.js'

/** A host, by the name of its name space. */
export type Host = string

/** One that lives as long as the test; its name has the number of this process, so that tests do not meet. */
export function host(t: Test, name: string): Host {
  const made = `pesim-${name}-${process.pid}`
  output('ip', 'netns', 'add', made)
  t.teardown(() => output('ip', 'netns', 'delete', made))
  on(made, 'ip', 'link', 'set', 'lo', 'up')
  return made
}

/** Runs a program there, and returns what it writes. */
export const on = (host: Host, ...command: readonly string[]): string =>
  output('ip', ...['netns', 'exec', host, ...command])

/** A cable between two hosts: the name of its plug at each end, at most 15 characters. */
export function cable(from: readonly [Host, string], to: readonly [Host, string]): void {
  const [[fromHost, fromPlug], [toHost, toPlug]] = [from, to]
  output(
    'ip',
    ...['-netns', fromHost, 'link', 'add', fromPlug, 'type', 'veth', 'peer', 'name', toPlug, 'netns', toHost]
  )
  for (const [end, plug] of [from, to]) on(end, 'ip', 'link', 'set', plug, 'up')
}

/** Such as `192.168.0.50/24`. */
export const setAddress = (host: Host, plug: string, address: string): string =>
  on(host, 'ip', 'address', 'add', address, 'dev', plug)

export interface Answer {
  readonly status: number
  readonly body: unknown
}

export interface Question {
  readonly url: string
  /** Connects there, whatever the URL names: an address. */
  readonly at?: string
  readonly login?: string
  readonly token?: string
  readonly post?: unknown
}

/** Asks from a host, by curl, which trusts the certificate in the file `ca` alone. Throws where nobody answers. */
export function ask(from: Host, ca: string, { url, at, login, token, post }: Question): Answer {
  const { hostname, port } = new URL(url)
  const text = on(
    from,
    ...['curl', '--silent', '--show-error', '--max-time', '60', '--cacert', ca, '--write-out', '\n%{http_code}', url],
    ...(at === undefined ? [] : ['--connect-to', `${hostname}:${port}:${at}:${port}`]),
    ...(login === undefined ? [] : ['--user', login]),
    ...(token === undefined ? [] : ['--header', `Authorization: Bearer ${token}`]),
    ...(post === undefined ? [] : ['--header', 'Content-Type: application/json', '--data', JSON.stringify(post)])
  )
  const [, body = '', status] = /^([^]*)\n(\d+)$/.exec(text) ?? []
  return { status: Number(status), body: body.startsWith('{') ? JSON.parse(body) : body }
}
