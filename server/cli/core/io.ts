/** Streams and stop signal that a command uses of its process, replaceable in tests. */
export interface Io {
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { write(text: string): unknown }
  readonly env: Readonly<Record<string, string | undefined>>
  /** Aborts when the process is told to end. */
  readonly stop: AbortSignal
}
