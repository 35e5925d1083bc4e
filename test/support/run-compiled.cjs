/**
 * Loaded before every test: runs what scripts/compile-tests.mjs made of it, and has that made anew when a source has
 * changed since. A compiled test starts in a third of the time that one takes which is translated as it is imported.
 */
const { spawnSync } = require('node:child_process')
const { readFileSync, statSync } = require('node:fs')
const Module = require('node:module')
const { join, relative } = require('node:path')
const { recordDriven } = require('./record-driven.cjs')

const root = join(__dirname, '../..')
const compiled = join(root, 'build/tests')

// tap's record of every module that a test loads serves its coverage, which is off, and takes a second of each process.
globalThis[Symbol.for('@tapjs/processinfo.ProcessInfoNodeData')] ??= { files: [] }
const { register, runMain } = Module
Module.register = (specifier, from, options) => {
  const { parentURL = from } = options ?? (typeof from === 'object' ? from : {})
  if (!String(parentURL).includes('/@tapjs/processinfo/')) register(specifier, from, options)
}

Module.runMain = main => {
  const file = relative(root, main ?? process.argv[1]).replaceAll('\\', '/')
  if (!/^test\/.*\.ts$/.test(file)) {
    runMain.call(Module, main)
    return
  }
  recordDriven(file)
  runMain.call(Module, compiledFrom(file))
}

function compiledFrom(file) {
  const alone = join(compiled, 'alone', file)
  const found = [compiled, alone].find(folder => isFresh(folder, file))
  if (found === undefined) {
    const { status } = spawnSync(process.execPath, [join(root, 'scripts/compile-tests.mjs'), file], {
      stdio: ['ignore', 2, 2],
      env: { ...process.env, NODE_OPTIONS: '' }
    })
    if (status !== 0) process.exit(1)
  }
  return join(found ?? alone, file.replace(/ts$/, 'mjs'))
}

/** Whether no source has changed since a test was compiled to a folder. */
function isFresh(folder, file) {
  try {
    const { startedAt, files, entries } = JSON.parse(readFileSync(join(folder, 'inputs.json'), 'utf8'))
    return entries[file].every(index => statSync(join(root, files[index])).mtimeMs <= startedAt)
  } catch {
    return false // never compiled, or from sources that are not there any more
  }
}
