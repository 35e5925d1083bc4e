/** Errors of the client, each with a code for programs. */

/** The control API said no. `code` is the API's own, such as `time/not-idle`. */
export class ControlRefused extends Error {
  override readonly name = 'ControlRefused'
  constructor(
    readonly code: string,
    message: string,
    /** HTTP status of the answer. */
    readonly status: number
  ) {
    super(message)
  }
}

/**
 * - `no-connection`: nobody answers at the address, or the connection broke.
 * - `untrusted-certificate`: the certificate is not the one that was expected, nor vouched for by a known authority.
 * - `timed-out`: no answer came in time.
 * - `not-an-emulator`: what answers has no control API.
 */
export type UnreachableCode = 'no-connection' | 'untrusted-certificate' | 'timed-out' | 'not-an-emulator'

/** The emulator gave no answer. The cause, where there is one, is Node's error. */
export class EmulatorUnreachable extends Error {
  override readonly name = 'EmulatorUnreachable'
  constructor(
    readonly code: UnreachableCode,
    message: string,
    options?: ErrorOptions
  ) {
    super(message, options)
  }
}

/** Codes of OpenSSL and Node about a chain or a name that is not accepted. */
const certificateCodes = /^(CERT_|ERR_TLS_CERT|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/

/** What kept a request to `origin` from being answered, told so that a person knows what to change. */
export function unreachable(failure: unknown, origin: string): EmulatorUnreachable {
  const error = failure instanceof TypeError && failure.cause !== undefined ? failure.cause : failure // as fetch has it
  const { code = '', message } = error as NodeJS.ErrnoException
  if (certificateCodes.test(code)) {
    const hint = 'give its certificate as ca, or say insecure: true'
    return new EmulatorUnreachable('untrusted-certificate', `The certificate of ${origin} is not trusted: ${hint}`, {
      cause: error
    })
  }
  const reason = code === 'EPROTO' ? 'it does not speak TLS; is it http:// that is meant?' : message || code
  return new EmulatorUnreachable('no-connection', `${origin} does not answer: ${reason}`, { cause: error })
}
