/** The form of an entry of the alert catalogue. */

export type Severity = 'kCritical' | 'kWarning' | 'kInfo'

export interface AlertType {
  /**
   * What clients see as `alert_type_uuid`. A110264, A110265, A110267 and A110269 are known numbers; the others are pesim's own,
   * above 900000 (docs/fidelity.md).
   */
  uuid: string
  title: string
  /** With {placeholders}, which the alert's values fill. */
  message: string
  severity: Severity
  cause: string
  /** Resolves by itself once what raised it is over. */
  resolvesItself: boolean
}
