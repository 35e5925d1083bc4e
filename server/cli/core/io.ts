/** Streams and stop signal that a command uses of its process, replaceable in tests. */
export interface Io {
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { write(text: string): unknown }
  readonly env: Readonly<Record<string, string | undefined>>
  /** Tells the process that started this one, where that wants to know. */
  readonly tellParent?: (message: object) => void
  /** Asks whoever sits at the terminal, and shows nothing of what is typed; absent where nobody does. */
  readonly askSecret?: (question: string) => Promise<string>
  /** Aborts when the process is told to end. */
  readonly stop: AbortSignal
}
