/** Replacements of identifiers: one for each, counted up, and none that stands for something itself. */

/** Ranges for examples and measurements come first; each stands for the first two parts of an address. */
const prefixes = ['198.18', '198.19', ...Array.from({ length: 255 }, (_, part) => `10.${255 - part}`)]
/** What says nothing of a site. */
const plainAddresses = /^(?:255\.|0\.|127\.)/

export class Replacements {
  readonly #originals: ReadonlySet<string>
  readonly #names = new Map<string, string>()
  readonly #byLetters = new Map<string, string>()
  readonly #numbers = new Map<string, number>()
  readonly #prefixes = new Map<string, string>()
  readonly #counts = new Map<string, number>()

  /** `originals` in lower case. */
  constructor(originals: ReadonlySet<string>) {
    this.#originals = originals
  }

  get(name: string): string | undefined {
    return this.#names.get(name)
  }

  /** Such as `vm-12`, by the kind under which it is seen first. */
  name(original: string, kind: string): string {
    return this.#once(this.#names, original, () => this.#next(kind, count => `${kind}-${count}`))
  }

  /** The names that have replacements, in a sentence; the longest first, so that none is left over of another. */
  namesIn(text: string): string {
    const known = [...this.#names.keys()].filter(name => text.includes(name)).sort((a, b) => b.length - a.length)
    const whole = (name: string): RegExp =>
      new RegExp(`(?<![A-Za-z0-9])${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![A-Za-z0-9])`, 'g')
    return known.reduce((replaced, name) => replaced.replace(whole(name), this.#names.get(name) ?? ''), text)
  }

  uuid(original: string): string {
    return this.#once(this.#byLetters, original.toLowerCase(), () =>
      this.#next('uuid', count => `${count.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`)
    )
  }

  mac(original: string): string {
    return this.#once(this.#byLetters, original.toLowerCase(), () =>
      this.#next(
        'mac',
        count =>
          `50:6b:8d:${count
            .toString(16)
            .padStart(6, '0')
            .replace(/(..)(?=.)/g, '$1:')}`
      )
    )
  }

  /** Two addresses of one network stay in one: the first half is replaced, the second is as it was. */
  address(original: string): string {
    if (plainAddresses.test(original)) return original
    const [a = '', b = '', ...rest] = original.split('.')
    const prefix = this.#once(this.#prefixes, `${a}.${b}`, () => {
      const taken = [...this.#prefixes.values()]
      const free = prefixes.find(each => !taken.includes(each) && !this.#startsOriginal(`${each}.`))
      return free ?? `192.0`
    })
    return [prefix, ...rest].join('.')
  }

  #startsOriginal(prefix: string): boolean {
    return [...this.#originals].some(known => known.startsWith(prefix))
  }

  /** Of identifiers that are long numbers. */
  number(original: string): number {
    return this.#once(this.#numbers, original, () => Number(this.#next('number', count => String(7_000_000 + count))))
  }

  #next(kind: string, write: (count: number) => string): string {
    for (;;) {
      const count = (this.#counts.get(kind) ?? 0) + 1
      this.#counts.set(kind, count)
      const written = write(count)
      if (!this.#originals.has(written)) return written
    }
  }

  #once<T>(known: Map<string, T>, original: string, make: () => T): T {
    const before = known.get(original)
    if (before !== undefined) return before
    const made = make()
    known.set(original, made)
    return made
  }
}
