/** A notice as an SNMP notification: its OID and its variables, in the order of the vendor's MIB [C: NUTANIX-MIB]. */
import type { Notice } from './models.js'
import { trapTypeOf } from './trap-types.js'

const VENDOR = '1.3.6.1.4.1.41263'
const RESOLVED = 993
const TRAP_NAME = `${VENDOR}.992`
/** The MIB's bound for `ntxAlertDisplayMsg`, in bytes. */
const MESSAGE_BYTES_MAX = 1024

const severities: Readonly<Record<Notice['severity'], number>> = { kInfo: 1, kWarning: 2, kCritical: 3 }

export interface TrapVariable {
  readonly oid: string
  readonly type: 'Integer' | 'OctetString' | 'Counter64'
  readonly value: string | number
}

/** `ntxTrap…` when an alert is raised, `ntxTrapResolved` when it is over. Times are microseconds, as in the API [EMU]. */
export function trapOf(notice: Notice): { readonly oid: string; readonly variables: readonly TrapVariable[] } {
  const { number, name } = trapTypeOf(notice.kind)
  const message = text(2, cut(notice.text))
  const what = [
    text(3, notice.title),
    { oid: alertOid(4), type: 'Integer', value: severities[notice.severity] }
  ] as const
  const { entity } = notice
  const source = [text(8, entity.uuid ?? ''), text(9, entity.name), text(10, entity.type)]
  const [cluster, id] = [text(7, notice.cluster.title), text(5, notice.id)]
  if (notice.state === 'raised') {
    return {
      oid: `${VENDOR}.${number}`,
      variables: [time(1, notice.createdUsecs), message, ...what, cluster, id, ...source]
    }
  }
  const trap = { oid: TRAP_NAME, type: 'OctetString', value: name } as const
  return {
    oid: `${VENDOR}.${RESOLVED}`,
    variables: [trap, time(6, notice.resolvedUsecs ?? notice.createdUsecs), message, ...what, cluster, id, ...source]
  }
}

const alertOid = (number: number): string => `${VENDOR}.999.${number}`
const text = (number: number, value: string): TrapVariable => ({ oid: alertOid(number), type: 'OctetString', value })
const time = (number: number, value: number): TrapVariable => ({ oid: alertOid(number), type: 'Counter64', value })

/** Not within a character. */
function cut(message: string): string {
  const bytes = Buffer.from(message)
  if (bytes.length <= MESSAGE_BYTES_MAX) return message
  let end = MESSAGE_BYTES_MAX
  while (((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1
  return bytes.subarray(0, end).toString()
}
