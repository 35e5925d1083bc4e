/** Interface of a CLI command: registers itself with the commander program. */
import type { Command } from 'commander'
import type { Io } from './io.js'

/**
 * Adds one command with its description, options, help and action. The action hands its exit code to `finish`, and throws
 * what kept it from doing its work.
 */
export type RegisterCommand = (program: Command, io: Io, finish: (exitCode: number) => void) => void
