/** How names travel: camelCase in v1, and in v2.0 the same letters with underscores that do not split runs of capitals. */

/** `num_v_cpus` as `numVCpus`. */
export function camelCase(name: string): string {
  return name.replace(/_+([a-z0-9])/gi, (_, letter: string) => letter.toUpperCase())
}

/** `numVCpus` as `num_vcpus`, as the product's serializer writes it. */
export function snakeCase(name: string): string {
  return name.replace(
    /[A-Z]+/g,
    (run, at: number) => `${at === 0 || name[at - 1] === '_' ? '' : '_'}${run.toLowerCase()}`
  )
}

/** The letters of a name, with v1's containers called storage containers as in v2.0: equal for what is the same thing. */
export function v2Spelling(name: string): string {
  return name
    .replace(/_/g, '')
    .toLowerCase()
    .replace(/(?<!storage)container/g, 'storagecontainer')
}

/** A path without the names of its parameters, in v2.0's words and small letters: equal for the same thing in both versions. */
export function placeOf(path: string): string {
  return path
    .replace(/\{[^}]*\}/g, '{}')
    .toLowerCase()
    .replace(/^\/containers(?=\/|$)/, '/storage_containers')
}
