/** The journal as an HTTP archive (HAR 1.2): requests and statuses are known, headers, sizes and durations are not. */
import { STATUS_CODES } from 'node:http'
import { rfc3339 } from '../../domain/core/index.js'
import type { Call, Model } from '../core/index.js'

/** What the format has for what is not known. */
const UNKNOWN_SIZE = -1
const JSON_TYPE = 'application/json'

export function archiveOf(calls: readonly Call[], version: string): Model<'HttpArchive'> {
  return { log: { version: '1.2', creator: { name: 'pesim', version }, entries: calls.map(entryOf) } }
}

/** What begins with an underscore is pesim's own, as the format allows. */
function entryOf({ at, site, user, method, url, operation, status, refusal, mishap, body }: Call): object {
  const message = {
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: [],
    headersSize: UNKNOWN_SIZE,
    bodySize: UNKNOWN_SIZE
  }
  const queryString = [...new URLSearchParams(/\?(.*)$/s.exec(url)?.[1] ?? '')].map(([name, value]) => ({
    name,
    value
  }))
  const postData = body === undefined ? {} : { postData: { mimeType: JSON_TYPE, text: JSON.stringify(body) } }
  return {
    startedDateTime: rfc3339(at),
    time: 0,
    request: { method, url: `https://${site}${url}`, ...message, queryString, ...postData },
    response: {
      status: status ?? 0,
      statusText: STATUS_CODES[status ?? 0] ?? '',
      ...message,
      content: { size: 0, mimeType: JSON_TYPE },
      redirectURL: ''
    },
    cache: {},
    timings: { send: 0, wait: 0, receive: 0 },
    _cluster: site,
    _user: user,
    ...(operation !== null && { _operation: operation }),
    ...(refusal !== null && { _refusal: refusal }),
    ...(mishap !== null && { _mishap: mishap })
  }
}
