/** What is reached without a proxy. */
import type { Prism, V1WordsHandlers, WordsModel } from '../core/index.js'

export const proxyExceptions = {
  getHttpProxyWhitelist: ({ prism }) => exceptions(prism),

  setHttpProxyWhitelist: ({ prism, body }) => {
    const proxyExceptions = (body.whitelist ?? []).map(entry => ({
      target: entry.target ?? '',
      targetType: entry.target_type ?? ''
    }))
    prism.submit({ type: 'configure', settings: {}, lists: { proxyExceptions } })
    return exceptions(prism)
  }
} satisfies Partial<V1WordsHandlers>

function exceptions({ cluster }: Prism): WordsModel<'HttpProxyWhitelist'> {
  const rows = cluster.configuration.proxyExceptions
  return { whitelist: rows.map(({ target, targetType }) => ({ target, target_type: targetType })) }
}
