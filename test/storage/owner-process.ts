/** Becomes the owner of a directory when it is told to, says how that went, and stays until it is killed. */
import { once } from 'node:events'
import { openDataDirectory } from '../../server/storage/directory/data-directory.js'

process.stdout.write('ready\n')
await once(process.stdin, 'data')
const outcome = await openDataDirectory(process.argv[2] ?? '').then(
  () => 'owner',
  (error: Error) => error.message.replaceAll('\n', ' ')
)
process.stdout.write(`${outcome}\n`)
