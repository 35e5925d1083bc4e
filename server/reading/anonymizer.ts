/**
 * Replaces what tells whose cluster it is in answers: names, addresses, UUIDs, serial numbers, free text. One thing gets one
 * replacement wherever it stands, so that what belongs together still does. Texts are replaced unless their key is known to hold
 * words of the product: what is forgotten here is hidden, not shown.
 */
import { Replacements } from './replacements.js'
import {
  isMapOf,
  keptKeys,
  kindOf,
  letters,
  namingKeys,
  numberKeys,
  secretKeys,
  structuralWords
} from './answer-words.js'

/** An answer and what it is about, such as `vms`: what names in it are names of. */
export interface AnonymousPart {
  readonly about: string
  readonly body: unknown
}

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi
const MAC = /(?<![0-9a-f:])(?:[0-9a-f]{2}:){5}[0-9a-f]{2}(?![0-9a-f:])/gi
const IPV4 = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/g

/** What may stand beside identifiers without saying anything. */
const PUNCTUATION = /^(?:NFS|[\s:;,.\-_]|\d{1,6})*$/
const SHORT_NUMBER = /^\d{1,6}$/
const CONSTANT = /^k[A-Z][A-Za-z]*$/

export class Anonymizer {
  readonly #replacements: Replacements

  /** `parts` are all that will be shown: no replacement is a thing that stands in one of them. */
  constructor(parts: readonly AnonymousPart[]) {
    const originals = new Set<string>()
    for (const { body } of parts) collect(body, originals)
    this.#replacements = new Replacements(originals)
  }

  replace({ about, body }: AnonymousPart): unknown {
    return this.#value(body, '', about)
  }

  /** Segments of a path, and the values of its query; `words` are those that the product's paths have. */
  path(path: string, words: ReadonlySet<string>): string {
    const [place = '', query] = path.split('?')
    const segments = place.split('/').map(segment => {
      const text = decodeURIComponent(segment)
      return words.has(segment) || segment === '' ? segment : encodeURIComponent(this.#text(text, 'text'))
    })
    if (query === undefined) return segments.join('/')
    const values = new URLSearchParams(query)
    for (const [name, value] of [...values]) values.set(name, this.#criterion(value))
    return `${segments.join('/')}?${values.toString()}`
  }

  /** Such as `uuid==…;name==web`: only what stands between the signs is replaced. */
  #criterion(value: string): string {
    const replaced = (part: string): string => (this.#isName(part) ? this.#text(part, 'text') : this.#identifiers(part))
    return value
      .split(/([=!<>~;,]+)/)
      .map(replaced)
      .join('')
  }

  /** What a refusal says, with every name that is known replaced in it. */
  message(text: string): string {
    return this.#inText(text)
  }

  #value(value: unknown, key: string, about: string): unknown {
    if (Array.isArray(value)) return value.map(each => this.#value(each, key, about))
    if (typeof value === 'number' && numberKeys.has(letters(key))) return this.#replacements.number(String(value))
    if (typeof value === 'string') return this.#field(value, letters(key), about)
    if (value === null || typeof value !== 'object') return value
    const isMap = isMapOf(key)
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [
        isMap || this.#isName(name) ? this.#text(name, kindOf(letters(key), about)) : this.#identifiers(name),
        this.#value(inner, isMap ? key : name, about)
      ])
    )
  }

  /** Words of the product are keys too: only what stands for something by its name is hidden in one. */
  #isName(key: string): boolean {
    return this.#replacements.get(key)?.startsWith('text-') === false
  }

  #field(text: string, key: string, about: string): string {
    if (secretKeys.test(key) && text !== '') return 'removed'
    if (text === '' || keptKeys.has(key)) return text
    const [, site, number] = key === 'snapshotid' ? (/^(.+):(\d+)$/.exec(text) ?? []) : []
    if (site !== undefined) return `${this.#text(site, 'site')}:${number}`
    const naming = namingKeys.test(key)
    if (!naming && (/^-?\d+(?:\.\d+)?$/.test(text) || CONSTANT.test(text) || /^(?:true|false)$/i.test(text)))
      return text
    return this.#text(text, kindOf(key, about))
  }

  #text(text: string, kind: string): string {
    const whole = this.#replacements.get(text)
    if (whole !== undefined) return whole
    const parts = text.split(/(::|\/)/)
    if (parts.length === 1) return this.#segment(text, kind)
    return parts.map(part => (part === '::' || part === '/' ? part : this.#segment(part, kind))).join('')
  }

  #segment(text: string, kind: string): string {
    if (text === '' || SHORT_NUMBER.test(text) || structuralWords.has(text)) return text
    if (/^\d+$/.test(text)) return String(this.#replacements.number(text))
    const left = text.replace(UUID, '').replace(MAC, '').replace(IPV4, '')
    return PUNCTUATION.test(left) ? this.#identifiers(text) : this.#replacements.name(text, kind)
  }

  #identifiers(text: string): string {
    return text
      .replace(UUID, uuid => this.#replacements.uuid(uuid))
      .replace(MAC, mac => this.#replacements.mac(mac))
      .replace(IPV4, address => this.#replacements.address(address))
  }

  #inText(text: string): string {
    return this.#identifiers(this.#replacements.namesIn(text))
  }
}

/** Every text, and every part of one that is a name by itself. */
function collect(value: unknown, into: Set<string>): void {
  if (typeof value === 'string') {
    into.add(value.toLowerCase())
    for (const part of value.split(/::|\/|\s+/)) into.add(part.toLowerCase())
    for (const found of [UUID, MAC, IPV4].flatMap(kind => value.match(kind) ?? [])) into.add(found.toLowerCase())
    return
  }
  if (value === null || typeof value !== 'object') return
  for (const [key, inner] of Object.entries(value)) {
    if (/[\d.]/.test(key)) into.add(key.toLowerCase())
    collect(inner, into)
  }
}
