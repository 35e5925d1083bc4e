/**
 * Goal: what an older version asks of hundreds of operations is done for those that are asked for, and none of them lacks what
 * answers it.
 * Method: the operations of v1 that are looked at are counted, by their places in its document; then all of v1 and v0.8 are prepared.
 */
import t from 'tap'
import type { Test } from 'tap'
import { apisOf } from '../../server/app/apis.js'
import { AddressBook } from '../../server/app/addresses.js'
import { readConfig } from '../../server/config/config.js'
import { v08Contract, v1Contract } from '../../server/contracts/contracts.js'
import { V1, emulator } from '../support/emulator.js'

/** Which operations of v1's document have been read since. */
function operationsRead(t: Test): Set<string> {
  const read = new Set<string>()
  for (const [path, item] of Object.entries(v1Contract.document.paths)) {
    for (const [verb, operation] of Object.entries(item)) {
      if (verb === 'parameters') continue
      const get = (): unknown => {
        read.add(`${verb} ${path}`)
        return operation
      }
      Object.defineProperty(item, verb, { get, configurable: true })
      t.teardown(() => Object.defineProperty(item, verb, { value: operation, configurable: true }))
    }
  }
  return read
}

t.test('a first request of v1 looks at the operation that it asks for', async t => {
  const { get } = await emulator(t)
  const read = operationsRead(t)
  await get(`${V1}/cluster`)
  t.same([...read], ['get /cluster'])
})

t.test('every operation of the older versions has something that answers it', t => {
  const never = (): never => {
    throw new Error('Nothing is asked')
  }
  const apis = apisOf({ config: readConfig({}, {}), labOf: never, find: never, addresses: new AddressBook([]) })
  const older = apis.filter(({ contract }) => contract === v1Contract || contract === v08Contract)
  t.equal(older.length, 2)
  for (const api of older) t.doesNotThrow(() => api.compileAll(), api.contract.name)
  t.end()
})
