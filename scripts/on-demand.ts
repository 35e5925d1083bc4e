/**
 * Packages, and parts of Node, that the bundle initialises at their first use instead of at every start. Whoever names one
 * here imports it as a whole, and touches nothing of it sooner than it is needed; a function that compiles cannot wait for
 * `import()`.
 */
import type { Plugin } from 'esbuild'

const ours = /[\\/]server[\\/](?!.*node_modules)/

/** By name, the files that import them so. Others go on to require them as they do. */
const ON_DEMAND: Readonly<Record<string, RegExp>> = {
  '@fastify/ajv-compiler': ours,
  '@fastify/fast-json-stringify-compiler': ours,
  ajv: ours,
  'ajv-formats': ours,
  'cli-progress': ours,
  'node:http2': /node_modules[\\/]fastify[\\/]lib[\\/]server\.js$/, // nothing here listens for HTTP/2
  'node:readline': ours,
  'node:zlib': ours
}
const NAMESPACE = 'on-demand'

export const lazyImports: Plugin = {
  name: NAMESPACE,
  setup({ onResolve, onLoad }) {
    onResolve({ filter: new RegExp(`^(${Object.keys(ON_DEMAND).join('|')})$`) }, ({ path, importer, resolveDir }) =>
      ON_DEMAND[path]?.test(importer) === true ? { path, namespace: NAMESPACE, pluginData: resolveDir } : undefined
    )
    onLoad({ filter: /.*/, namespace: NAMESPACE }, ({ path, pluginData }) => ({
      contents: `module.exports = new Proxy({}, { get: (_target, name) => require(${JSON.stringify(path)})[name] })`,
      resolveDir: pluginData as string
    }))
  }
}
