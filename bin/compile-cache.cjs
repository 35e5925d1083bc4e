/**
 * Loads the bundle with what V8 made of it the last time, which saves a third of a start. It is kept in a folder of the
 * user's own below the system's for temporary files. Whatever does not fit, or cannot be kept, is left out without a word: a
 * start never depends on it. What Node 22 and later can keep by themselves (`module.enableCompileCache`) lacks the functions
 * that are compiled at their first call, which are half of a start's.
 *
 * NODE_DISABLE_COMPILE_CACHE=1 turns it off.
 */
'use strict'
const { Buffer } = require('node:buffer')
const { createHash } = require('node:crypto')
const { closeSync, existsSync, fstatSync, lstatSync, mkdirSync, openSync, readFileSync } = require('node:fs')
const { readSync, readdirSync, renameSync, rmSync, writeFileSync } = require('node:fs')
const { createRequire, Module } = require('node:module')
const { tmpdir } = require('node:os')
const { dirname, join } = require('node:path')
const { setTimeout } = require('node:timers')
const { Script } = require('node:vm')

/** By then a server has answered its first requests, whose code is worth keeping too. */
const KEEP_AFTER_MS = 1_500

/** Bytes of the hash that goes before what is kept: V8 looks at its version and its length alone. */
const HASH_BYTES = 20

/** The last line of a bundle, `//# build=…`, tells it from every other. */
const BUILD_LINE_BYTES = 100

/** `command` is what the process does: a start is compiled to other functions than a question to a running emulator. */
exports.load = (filename, command) => {
  const file = process.env.NODE_DISABLE_COMPILE_CACHE ? undefined : fileFor(filename, command)
  return file === undefined ? require(filename) : loadCompiled(filename, file)
}

/** Where the compiled form of this very bundle is kept; undefined where there is no place for it. */
function fileFor(filename, command) {
  try {
    const build = /\/\/# build=([0-9a-f]{16,})\s*$/.exec(lastBytesOf(filename))?.[1]
    const folder = build === undefined ? undefined : ownFolder()
    const kind = command === 'start' ? 'start' : 'other'
    return folder && { folder, name: `${build}-${process.version}-${process.arch}-${kind}` }
  } catch {
    return undefined
  }
}

function lastBytesOf(filename) {
  const file = openSync(filename)
  try {
    const bytes = Buffer.alloc(BUILD_LINE_BYTES)
    readSync(file, bytes, 0, bytes.length, Math.max(0, fstatSync(file).size - bytes.length))
    return bytes.toString('latin1')
  } finally {
    closeSync(file)
  }
}

/** What is in it is run, so it has to be the user's own, and nobody else's to write to. */
function ownFolder() {
  const uid = process.getuid?.() ?? 'user'
  const folder = join(tmpdir(), `pesim-compile-cache-${uid}`)
  if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 })
  const stat = lstatSync(folder)
  const own = process.getuid === undefined || (stat.uid === uid && (stat.mode & 0o077) === 0)
  return stat.isDirectory() && own ? folder : undefined
}

function loadCompiled(filename, place) {
  const script = compiled(filename, place)
  const loaded = new Module(filename, module)
  Object.assign(loaded, { filename, paths: Module._nodeModulePaths(dirname(filename)) })
  const run = script.runInThisContext()
  run.call(loaded.exports, loaded.exports, createRequire(filename), loaded, filename, dirname(filename))
  loaded.loaded = true
  return loaded.exports
}

/** A function of its own, so that its bytes are garbage before the bundle runs, and not as old as the process by then. */
function compiled(filename, { folder, name }) {
  const kept = readKept(join(folder, name))
  const options = kept === undefined ? { filename } : { filename, cachedData: kept }
  const script = new Script(wrappedTextOf(filename), options)
  if (kept === undefined || script.cachedDataRejected) keepLater(script, folder, name)
  return script
}

/**
 * The text as a function of a module. It is made of bytes, since V8 would copy a text that is put together of others, and
 * both stay as long as the process. A bundle is plain ASCII (scripts/bundle.ts), which is read quicker when nobody looks for
 * more.
 */
function wrappedTextOf(filename) {
  const [before, after] = Module.wrap('|')
    .split('|')
    .map(text => Buffer.from(text, 'latin1'))
  return Buffer.concat([before, readFileSync(filename), after]).latin1Slice()
}

function readKept(path) {
  try {
    const bytes = readFileSync(path)
    const compiled = bytes.subarray(HASH_BYTES)
    return hashOf(compiled).equals(bytes.subarray(0, HASH_BYTES)) ? compiled : undefined
  } catch {
    return undefined
  }
}

const hashOf = bytes => createHash('sha1').update(bytes).digest()

/** Once: when the process has begun its work, or at its end where that comes first. */
function keepLater(script, folder, name) {
  let pending = true
  const keep = () => {
    if (pending) writeKept(script, folder, name)
    pending = false
  }
  setTimeout(keep, KEEP_AFTER_MS).unref()
  process.once('exit', keep)
}

/** What was made of other builds goes. */
function writeKept(script, folder, name) {
  try {
    const compiled = script.createCachedData()
    const unfinished = join(folder, `${name}.${process.pid}`)
    writeFileSync(unfinished, Buffer.concat([hashOf(compiled), compiled]), { mode: 0o600, flag: 'wx' })
    renameSync(unfinished, join(folder, name))
    const [build] = name.split('-')
    for (const other of readdirSync(folder)) if (!other.startsWith(build)) rmSync(join(folder, other), { force: true })
  } catch {
    // A full disk, a folder that cannot be written: the next start compiles again.
  }
}
