/** Files for tools that do not run here, against the schemas that their makers publish. */
import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import t from 'tap'
import { parse } from 'yaml'

t.test('compose.yaml is a Compose file, key by key', async t => {
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false })
  const published = readFileSync('node_modules/dclint/schemas/compose.schema.json', 'utf8')
  const { $schema: _, ...schema } = JSON.parse(published) as { $schema: string } // draft 7, by a name that Ajv does not know
  const validate = ajv.compile(schema)
  const compose = parse(readFileSync('compose.yaml', 'utf8')) as { services: { pesim: object } }
  t.equal(validate(compose), true, ajv.errorsText(validate.errors))
  const misspelt = { ...compose, services: { pesim: { ...compose.services.pesim, readonly: true } } }
  t.equal(validate(misspelt), false, 'a key that Compose does not know is not one')
})
