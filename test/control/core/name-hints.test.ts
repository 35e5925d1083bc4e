/** Wherever the control API takes a name, one that nothing has is answered with the nearest. */
import t from 'tap'
import { emulator } from '../../support/emulator.js'
import type { Method } from '../../support/emulator.js'

const incident = (what: string, fields: object): object => ({ what, ...fields })

t.test('a name that nothing has is answered with the nearest, by whichever operation', async t => {
  const { ask } = await emulator(t, { fixture: 'france-canada-protected' })
  const control = async (method: Method, path: string, body?: object) =>
    ask('france', method, `/emulator/v1${path}`, body)
  await control('POST', '/mishaps', { status: 503 })
  const { body: planned } = await control('POST', '/incidents', incident('site-power', { cluster: 'canada' }))
  const { id } = planned as { id: string }
  const refusals: [Method, string, object | undefined, string, RegExp][] = [
    ['GET', '/clusters/frnace', undefined, 'cluster/not-found', /Did you mean france\?/],
    ['GET', '/links/frnace/canada', undefined, 'cluster/not-found', /Did you mean france\?/],
    ['POST', '/links/france/canda/cut', {}, 'cluster/not-found', /Did you mean canada\?/],
    ['PUT', '/clusters/france/vms/web1', { change_rate_bytes_per_second: 1 }, 'vm/not-found', /Did you mean web01/],
    ['POST', '/incidents', incident('site-power', { cluster: 'canda' }), 'cluster/not-found', /Did you mean canada\?/],
    [
      'POST',
      '/incidents',
      incident('registration-failure', { cluster: 'france', vm: 'web1' }),
      'vm/not-found',
      /Did you mean web01/
    ],
    [
      'POST',
      '/incidents',
      incident('snapshot-failure', { cluster: 'france', domain: 'golf' }),
      'protection-domain/not-found',
      /Did you mean gold\?/
    ],
    [
      'POST',
      '/incidents',
      incident('replication-stuck', { cluster: 'france', domain: 'gold', remote_site: 'canda' }),
      'remote-site/not-found',
      /Did you mean canada\?/
    ],
    ['POST', '/incidents', incident('host', { cluster: 'france', host: 'x' }), 'host/not-found', /There are \S/],
    [
      'POST',
      '/incidents',
      incident('container-full', { cluster: 'france', container: 'SelfServiceContainr' }),
      'storage-container/not-found',
      /Did you mean SelfServiceContainer\?/
    ],
    ['GET', `/incidents/${id}0`, undefined, 'incident/not-found', new RegExp(`Did you mean ${id}\\?`)],
    ['DELETE', `/incidents/${id}0`, undefined, 'incident/not-found', new RegExp(`Did you mean ${id}\\?`)],
    ['GET', '/mishaps/mishap1', undefined, 'mishap/not-found', /Did you mean mishap-1\?/],
    ['DELETE', '/mishaps/x', undefined, 'mishap/not-found', /There are mishap-1/],
    ['POST', '/mishaps', { operation: 'getVMz', status: 503 }, 'operation/not-found', /Did you mean getVMs/],
    ['POST', '/world/reset', { fixture: 'france-canda' }, 'fixture/not-found', /Did you mean france-canada/],
    ['POST', '/labs', { fork_of: 'maim' }, 'lab/not-found', /Did you mean main\?/],
    ['POST', '/states/redy/restore', undefined, 'state/not-found', /There are none/],
    [
      'POST',
      '/clock/advance',
      { until_event: { type: 'power-lots' } },
      'event-type/not-found',
      /Did you mean power-lost/
    ]
  ]
  for (const [method, path, body, code, message] of refusals) {
    const { status, body: answer } = await control(method, path, body)
    t.equal(`${status} ${answer.error?.code}`, `404 ${code}`, `${method} ${path} ${JSON.stringify(body)}`)
    t.match(answer.error?.message, message)
  }
})

t.test('an unknown key is answered with the allowed ones, by every operation that takes a body or a query', async t => {
  const { ask } = await emulator(t)
  const requests: [Method, string, object | undefined][] = [
    ['PUT', '/clock', { modus: 'frozen' }],
    ['POST', '/clock/advance', { second: 1 }],
    ['PUT', '/clusters/france', { powr: 'on' }],
    ['POST', '/clusters/france/vms', { cont: 1 }],
    ['PUT', '/links/france/canada', { los: 0 }],
    ['POST', '/links/france/canada/cut', { way: 1 }],
    ['POST', '/links/france/canada/slow', { bandwidth_bits_per_second: 1, los: 0 }],
    ['POST', '/links/france/canada/heal', { way: 1 }],
    ['POST', '/incidents', { what: 'host', hots: 'x' }],
    ['POST', '/mishaps', { status: 503, times: 1 }],
    ['POST', '/journal/verify', { expected: {} }],
    ['POST', '/labs', { parent: 'main' }],
    ['POST', '/states', { name: 'x', nam: 'y' }],
    ['POST', '/world/reset', { fixtur: 'x' }],
    ['GET', '/journal?verb=GET', undefined],
    ['GET', '/ledger/score?since=x', undefined],
    ['GET', '/events?kind=x', undefined],
    ['GET', '/clock?x=1', undefined]
  ]
  for (const [method, path, body] of requests) {
    const { status, body: answer } = await ask('france', method, `/emulator/v1${path}`, body)
    t.equal(`${status} ${answer.error?.code}`, '400 invalid-request', `${method} ${path}`)
    t.match(answer.error?.message, /; (allowed are \w+|none is allowed)/, path)
  }
})
