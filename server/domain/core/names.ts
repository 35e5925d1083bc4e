/** Which names the product takes for protection domains and remote sites, and how long texts without a form of their own may be. */

const NAME_LENGTH_MAX = 75
/** EMU: of what has a name in any form, such as a VM or an image: what the form of the product allows for VMs. */
export const FREE_NAME_LENGTH_MAX = 255
/** EMU: of descriptions and annotations. */
export const DESCRIPTION_LENGTH_MAX = 1000
const BRIEF_LENGTH = 20
const ALLOWED = /^[A-Za-z0-9._-]+(?: +[A-Za-z0-9._-]+)*$/

/** A value as messages carry it: what is longer than any name is cut, so that no answer grows with what was sent. */
export function brief(value: string): string {
  return value.length > NAME_LENGTH_MAX ? `${value.slice(0, BRIEF_LENGTH)}…` : value
}

/** What is wrong with a text in any form, as the end of a sentence; null when nothing is. */
export function lengthFault(text: string | null | undefined, lengthMax: number): string | null {
  return (text?.length ?? 0) > lengthMax ? `${brief(text ?? '')} is longer than ${lengthMax} characters` : null
}

/**
 * What is wrong with a name, as the end of a sentence; null when nothing is. EMU: 1 to 75 letters, digits, `.`, `-`, `_`
 * and inner blanks (the documented rule says "alpha numeric" and is broken by every captured name).
 */
export function nameFault(name: string): string | null {
  if (name.length === 0) return 'must not be empty'
  if (name.length > NAME_LENGTH_MAX) return lengthFault(name, NAME_LENGTH_MAX)
  if (!ALLOWED.test(name) || name === '__proto__') {
    return `${JSON.stringify(name)} is invalid: only letters, digits, '.', '-', '_' and inner blanks are allowed`
  }
  return null
}

/**
 * The same for a name that something new is to have. `.` and `..` are steps of a path: a client that tidies its URLs, as
 * browsers do, could never ask for it again. Nothing keeps a world from being read that has such a name from before.
 */
export function newNameFault(name: string): string | null {
  return stepFault(name) ?? nameFault(name)
}

function stepFault(name: string): string | null {
  return name === '.' || name === '..' ? `${JSON.stringify(name)} is invalid: it is a step of a path` : null
}

/** The same for storage containers, which have no blanks [C: web console]. */
export function containerNameFault(name: string): string | null {
  if (name.length === 0) return 'must not be empty'
  if (name.length > NAME_LENGTH_MAX) return lengthFault(name, NAME_LENGTH_MAX)
  if (!/^[A-Za-z0-9._-]+$/.test(name) || name === '__proto__') {
    return `${JSON.stringify(name)} is invalid: only letters, digits, '.', '-' and '_' are allowed`
  }
  return stepFault(name)
}

/** Whether a client's choice has the form of a UUID, in lower case, as all of a world are. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
}

/** Names that a restore cannot give back [C: alert A110267]. */
export function restoreRefusesName(name: string): boolean {
  return name.length > 80 || /[[\]?*"',]/.test(name)
}
