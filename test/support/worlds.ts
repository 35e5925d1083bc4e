/** What every test of a rule that says no checks: the code, and that nothing at all has happened. */
import type { Test } from 'tap'
import type { Engine } from '../../server/engine/engine.js'
import type { Command, RefusalCode } from '../../server/domain/core/tables/vocabulary.js'

/** The command is refused with that code, and the world is the same to the byte. */
export function refused(t: Test, engine: Engine, command: Command, code: RefusalCode, because: string = code): void {
  const before = JSON.stringify(engine.world)
  t.throws(() => engine.dispatch(command), { name: 'Refusal', code }, because)
  t.equal(JSON.stringify(engine.world), before, `${because}: nothing has happened`)
}
