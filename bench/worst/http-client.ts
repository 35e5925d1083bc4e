/** A client that asks the emulator over real connections and throws the answer away: reading it is no part of a measure. */
import { Agent, request } from 'node:http'

export interface Question {
  readonly method: string
  /** With its base, path and query. */
  readonly url: string
  readonly body?: unknown
  /** A body as it is sent, in the place of `body`: what is nested too deeply for JSON.stringify. */
  readonly text?: string
  /** Of a cluster. */
  readonly site?: string
  /** False leaves the credentials out. */
  readonly authorized?: boolean
}

export interface Reply {
  readonly status: number
  readonly bytes: number
  /** Where it was asked for. */
  readonly text: string
}

export interface BenchClient {
  ask(question: Question, keep?: boolean): Promise<Reply>
  close(): void
}

const authorization = `Basic ${Buffer.from('admin:nutanix/4u').toString('base64')}`

export function httpClientAt(port: number): BenchClient {
  const agent = new Agent({ keepAlive: true })
  return {
    ask: async ({ method, url, body, text, site = 'france', authorized = true }, keep = false) => {
      const payload = text ?? (body === undefined ? undefined : JSON.stringify(body))
      return new Promise<Reply>((resolve, reject) => {
        const headers = {
          host: site,
          ...(authorized && { authorization }),
          ...(payload !== undefined && {
            'content-type': 'application/json',
            'content-length': String(Buffer.byteLength(payload))
          })
        }
        const sent = request({ host: '127.0.0.1', port, agent, method: method.toUpperCase(), path: url, headers })
        sent.on('error', reject)
        sent.on('response', response => {
          const chunks: Buffer[] = []
          let bytes = 0
          response.on('data', (chunk: Buffer) => {
            bytes += chunk.length
            if (keep) chunks.push(chunk)
          })
          response.on('error', reject)
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, bytes, text: Buffer.concat(chunks).toString() })
          )
        })
        sent.end(payload)
      })
    },
    close: () => agent.destroy()
  }
}
