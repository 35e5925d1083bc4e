/** Deeply read-only: how rules, readers and facades see the world. Only `apply` changes it. */
export type View<T> = T extends string | number | boolean | null | undefined
  ? T
  : { readonly [K in keyof T]: View<T[K]> }
