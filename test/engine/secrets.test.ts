/** What is kept of a password, and which passwords it takes for the one that it was made of. */
import { createHash, scryptSync } from 'node:crypto'
import t from 'tap'
import type { Secret } from '../../server/domain/core/index.js'
import { isSecretOf, secretCheck, secretOf } from '../../server/engine/secrets.js'

/** As they were made before passwords were hashed twice, and are kept in saved labs. */
function olderSecret(password: string): Secret {
  const salt = 'an older salt'
  return { salt, hash: scryptSync(password, salt, 32, { N: 1024 }).toString('hex') }
}

const long = 'x'.repeat(100)

t.test('a secret is right for its password alone', async t => {
  for (const [kind, make] of [
    ['new', (password: string) => secretOf('seed', 'test', password)],
    ['older', olderSecret]
  ] as const) {
    for (const password of ['nutanix/4u', ' ', 'pässwörd', long]) {
      const right = secretCheck()
      const secret = make(password)
      for (const time of ['at first', 'remembered']) t.ok(right(secret, password), `${kind}: ${password} ${time}`)
      for (const wrong of ['', `${password}\0`, `${password}\0\0`, `\0${password}`, `${password} `, password.slice(1)])
        t.notOk(right(secret, wrong), `${kind}: ${JSON.stringify(wrong)} for ${password}`)
    }
  }
})

t.test('a password that scrypt takes for another one is another one', async t => {
  const twin = 'a\0'
  t.equal(olderSecret('a').hash, olderSecret(twin).hash, 'which is why there is a hash before it')
  const { salt, hash } = secretOf('seed', 'test', 'a')
  const digest = createHash('sha256').update('a').digest()
  t.equal(hash, scryptSync(digest, salt, 32, { N: 1024 }).toString('hex'), 'all that scrypt gets is of one length')
  t.notOk(isSecretOf(secretOf('seed', 'test', 'a'), twin))
  t.notOk(isSecretOf(olderSecret('a'), twin))
  t.throws(() => secretOf('seed', 'test', twin), { message: /cannot be a password/ })
  t.throws(() => secretOf('seed', 'test', ''), { message: /cannot be a password/ })
})

t.test('the same seed, purpose and password make the same secret, any other makes another', async t => {
  const secret = secretOf('seed', 'test', 'a')
  t.same(secretOf('seed', 'test', 'a'), secret)
  t.match(secret, { prehashed: true, hash: /^[0-9a-f]{64}$/ })
  const others = [secretOf('seed', 'test', 'b'), secretOf('seed', 'else', 'a'), secretOf('other', 'test', 'a')]
  t.equal(new Set([secret, ...others].map(({ hash }) => hash)).size, 4)
})
