/** What cannot be saved did not happen: for whoever asked for it, and for every reader. */
import { rm } from 'node:fs/promises'
import t from 'tap'
import { V2, emulator } from '../support/emulator.js'
import type { Method } from '../support/emulator.js'

t.test('a change that cannot be saved is refused, undone, and waited for by readers', async t => {
  const data = t.testdir({ lab: {} }) + '/lab'
  const { lab, close, ask: askAt } = await emulator(t, { data })
  const ask = async (method: Method, url: string, body?: object) => {
    const answer = await askAt('france', method, url, body)
    return { status: answer.status, body: answer.body as Record<string, unknown> }
  }
  const domains = async (): Promise<unknown[]> =>
    ((await ask('GET', `${V2}/protection_domains`)).body['entities'] as { name: string }[]).map(({ name }) => name)

  t.match(await ask('POST', `${V2}/protection_domains`, { value: 'gold' }), { status: 201 })
  t.match(await ask('GET', '/emulator/v1/health'), { status: 200, body: { ready: true, storage: 'ok' } })
  const before = JSON.stringify(lab.world)

  await rm(data, { recursive: true })
  const together = await Promise.all([
    ask('POST', `${V2}/protection_domains`, { value: 'lead' }),
    ask('POST', '/emulator/v1/clock/advance', { seconds: 3600 }),
    ask('POST', `${V2}/protection_domains`, { value: 'tin' })
  ])
  for (const { status, body } of together) {
    t.equal(status, 503)
    t.match(JSON.stringify(body), /has not happened.*cannot be saved/)
  }
  t.equal(JSON.stringify(lab.world), before, 'the world is as it was, to the byte')
  t.same(await domains(), ['gold'], 'and so it is for every reader')

  t.match(
    await ask('POST', `${V2}/protection_domains`, { value: 'zinc' }),
    { status: 503 },
    'refused before it applies'
  )
  t.equal(JSON.stringify(lab.world), before)
  t.match(await ask('GET', '/emulator/v1/health'), {
    status: 200,
    body: { status: 'ok', ready: false, storage: 'failing', reason: /./ }
  })
  t.match(await ask('GET', '/emulator/v1/ready'), { status: 503, body: { error: { code: 'storage-failing' } } })
  await t.rejects(close(), { name: 'StorageFailure' })
})
