/**
 * Packages that the bundle initialises at their first use instead of at every start. Sources import them as any other, and
 * touch nothing but `default`, no sooner than they need it; a function that compiles cannot wait for `import()`.
 */
import type { Plugin } from 'esbuild'

const PACKAGES = ['@fastify/ajv-compiler', '@fastify/fast-json-stringify-compiler', 'ajv', 'ajv-formats']
const NAMESPACE = 'on-demand'

/** Whether an input of a bundle stands for such a package: what it requires in its turn is not there at the start. */
export const isOnDemand = (input: string): boolean => input.startsWith(`${NAMESPACE}:`)

/** For imports of our own: packages go on to require each other as they do. */
export const onDemand: Plugin = {
  name: NAMESPACE,
  setup({ onResolve, onLoad }) {
    const filter = new RegExp(`^(${PACKAGES.join('|')})$`)
    onResolve({ filter }, ({ path, importer, resolveDir }) =>
      /[\\/]server[\\/](?!.*node_modules)/.test(importer)
        ? { path, namespace: NAMESPACE, pluginData: resolveDir }
        : undefined
    )
    onLoad({ filter: /.*/, namespace: NAMESPACE }, ({ path, pluginData }) => ({
      contents: `Object.defineProperty(exports, 'default', { get: () => require(${JSON.stringify(path)}) })`,
      resolveDir: pluginData as string
    }))
  }
}
