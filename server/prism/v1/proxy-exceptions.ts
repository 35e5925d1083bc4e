/** Proxy exception endpoints. */
import type { Prism, V1CanonicalHandlers, V1CanonicalModel } from '../core/index.js'

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
} satisfies Partial<V1CanonicalHandlers>

function exceptions({ cluster }: Prism): V1CanonicalModel<'HttpProxyWhitelist'> {
  const rows = cluster.configuration.proxyExceptions
  return { whitelist: rows.map(({ target, targetType }) => ({ target, target_type: targetType })) }
}
