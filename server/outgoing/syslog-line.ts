/** A notice as a message of syslog (RFC 5424); its form is pesim's own, the product's is not public [EMU]. */
import type { Notice } from './models.js'

const LOCAL0 = 16
const severities: Readonly<Record<Notice['severity'], number>> = { kCritical: 2, kWarning: 4, kInfo: 6 }
/** The vendor's number at IANA, which names of structured data end in. */
const VENDOR = 41263
const HOST_NAME_CHARACTERS_MAX = 255

/** In one line, without an end. The time is that of the emulated cluster, to the microsecond. */
export function syslogLine(notice: Notice): string {
  const { cluster, entity, severity } = notice
  const priority = LOCAL0 * 8 + severities[severity]
  const usecs = notice.state === 'raised' ? notice.createdUsecs : (notice.resolvedUsecs ?? notice.createdUsecs)
  const data = {
    state: notice.state,
    id: notice.id,
    title: notice.title,
    severity,
    clusterUuid: cluster.uuid,
    entityType: entity.type,
    entityName: entity.name,
    entityUuid: entity.uuid ?? ''
  }
  const parameters = Object.entries(data).map(([key, value]) => `${key}="${escaped(value)}"`)
  const host = cluster.name.replace(/[^\x21-\x7e]/g, '_').slice(0, HOST_NAME_CHARACTERS_MAX)
  const head = `<${priority}>1 ${timestamp(usecs)} ${host} alert_manager - ${notice.type}`
  return `${head} [alert@${VENDOR} ${parameters.join(' ')}] ${oneLine(notice.text)}`
}

/** RFC 5424, 6.3.3. */
function escaped(value: string): string {
  return oneLine(value).replace(/["\\\]]/g, '\\$&')
}

/** Neither a line nor a control character of a name may begin another message. */
function oneLine(value: string): string {
  return value.replace(/\p{Cc}/gu, ' ')
}

function timestamp(usecs: number): string {
  const seconds = new Date(Math.floor(usecs / 1_000_000) * 1000).toISOString().slice(0, 19)
  return `${seconds}.${String(usecs % 1_000_000).padStart(6, '0')}Z`
}
