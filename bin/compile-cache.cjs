/**
 * Loads the bundle with what V8 has made of it before, which saves a third of a start. A build leaves that beside the bundle
 * (`bin/compile-ahead.cjs`). Where it does not, or was made by another Node, it is kept in a folder of the user's own below the
 * system's for temporary files. Whatever does not fit, or cannot be kept, is left out without a word: a start never depends
 * on it. What Node 22 and later can keep by themselves (`module.enableCompileCache`) lacks the functions that are compiled at
 * their first call, which are half of a start's.
 *
 * NODE_DISABLE_COMPILE_CACHE=1 turns it off.
 */
'use strict'
const { Buffer } = require('node:buffer')
const { createHash } = require('node:crypto')
const { closeSync, existsSync, fstatSync, lstatSync, mkdirSync, openSync, readFileSync } = require('node:fs')
const { readSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } = require('node:fs')
const { createRequire, Module } = require('node:module')
const { tmpdir } = require('node:os')
const { basename, dirname, join } = require('node:path')
const { setTimeout } = require('node:timers')
const { Script } = require('node:vm')

/** By then a server has answered its first requests, whose code is worth keeping too. */
const KEEP_AFTER_MS = 1_500

/** Bytes of the hash that goes before what is kept: V8 looks at its version and its length alone. */
const HASH_BYTES = 20

/** So many files of other builds are left where a user's processes keep theirs, the newest: two builds that are started in turn keep both. */
const OTHERS_MAX = 6

/** The last line of a bundle, `//# build=…`, tells it from every other. */
const BUILD_LINE_BYTES = 100

/** `command` is what the process does: a start is compiled to other functions than a question to a running emulator. */
exports.load = (filename, command) => {
  const name = process.env.NODE_DISABLE_COMPILE_CACHE ? undefined : nameFor(filename, command)
  return name === undefined ? require(filename) : run(compiled(filename, name), filename)
}

/**
 * Loads the bundle with nothing that was kept of it; `keep` leaves what has been compiled until then beside it, for whoever may
 * read the bundle.
 */
exports.loadToCompileAhead = (filename, command) => {
  const script = new Script(wrappedTextOf(filename), { filename })
  const keep = () => writeKept(script, exports.placeBeside(filename, command), { mode: 0o644, othersMax: 0 })
  return { loaded: run(script, filename), keep }
}

/** Where a build leaves what it compiles of a bundle. Throws where the bundle has no build line: what is left would never be found. */
exports.placeBeside = (filename, command) => {
  const name = nameFor(filename, command)
  if (name === undefined) throw new Error(`${filename} does not end in the line that tells its build`)
  return join(dirname(filename), 'compiled', name)
}

/** A name that the compiled form of this very bundle has, for this Node; undefined where the bundle has no build line. */
function nameFor(filename, command) {
  try {
    const build = /\/\/# build=([0-9a-f]{16,})\s*$/.exec(lastBytesOf(filename))?.[1]
    const kind = command === 'start' ? 'start' : 'other'
    return build && `${build}-${process.version}-${process.arch}-${kind}`
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

/**
 * A folder for what this user's processes keep; undefined where there is no place for it. What is in it is run, so it has to be
 * the user's own, and nobody else's to write to.
 */
function ownFolder() {
  try {
    const uid = process.getuid?.() ?? 'user'
    const folder = join(tmpdir(), `pesim-compile-cache-${uid}`)
    if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 })
    const stat = lstatSync(folder)
    const own = process.getuid === undefined || (stat.uid === uid && (stat.mode & 0o077) === 0)
    return stat.isDirectory() && own ? folder : undefined
  } catch {
    return undefined
  }
}

function run(script, filename) {
  const loaded = new Module(filename, module)
  Object.assign(loaded, { filename, paths: Module._nodeModulePaths(dirname(filename)) })
  const call = script.runInThisContext()
  call.call(loaded.exports, loaded.exports, createRequire(filename), loaded, filename, dirname(filename))
  loaded.loaded = true
  return loaded.exports
}

/** A function of its own, so that its bytes are garbage before the bundle runs, and not as old as the process by then. */
function compiled(filename, name) {
  const own = ownFolder()
  const kept = newestKept(own && join(own, name), join(dirname(filename), 'compiled', name))
  const options = kept === undefined ? { filename } : { filename, cachedData: kept }
  const script = new Script(wrappedTextOf(filename), options)
  if (own !== undefined && (kept === undefined || script.cachedDataRejected)) keepLater(script, join(own, name))
  return script
}

/** What was kept here since the build is here because what the build had left did not fit; what was kept before has less in it. */
function newestKept(own, beside) {
  const paths = [own, beside, `${beside}.gz`].filter(path => path !== undefined && timeOf(path) !== undefined)
  for (const path of paths.sort((a, b) => timeOf(b) - timeOf(a))) {
    const kept = readKept(path)
    if (kept !== undefined) return kept
  }
  return undefined
}

function timeOf(path) {
  try {
    return statSync(path).mtimeMs
  } catch {
    return undefined
  }
}

/**
 * The text as a function of a module. It is made of bytes, since V8 would copy a text that is put together of others, and
 * both stay as long as the process. A bundle is plain ASCII (scripts/bundle.ts), which is read quicker when nobody looks for
 * more.
 */
function wrappedTextOf(filename) {
  const [before, after] = Module.wrap('|').split('|')
  const file = openSync(filename)
  try {
    const { size } = fstatSync(file)
    const bytes = Buffer.allocUnsafeSlow(before.length + size + after.length)
    bytes.latin1Write(before, 0)
    let end = before.length
    let read
    do {
      read = readSync(file, bytes, end, before.length + size - end)
      end += read
    } while (read > 0 && end < before.length + size)
    end += bytes.latin1Write(after, end)
    return bytes.latin1Slice(0, end)
  } finally {
    closeSync(file)
  }
}

/** An image has it packed: two fifths of the size, for some 7 ms of a start. zlib is loaded where it is needed. */
function readKept(path) {
  try {
    const read = readFileSync(path)
    const bytes = path.endsWith('.gz') ? require('node:zlib').gunzipSync(read) : read
    const compiled = bytes.subarray(HASH_BYTES)
    return hashOf(compiled).equals(bytes.subarray(0, HASH_BYTES)) ? compiled : undefined
  } catch {
    return undefined
  }
}

const hashOf = bytes => createHash('sha1').update(bytes).digest()

/** Once: when the process has begun its work, or at its end where that comes first. */
function keepLater(script, path) {
  let pending = true
  const keep = () => {
    if (pending) writeKept(script, path, { mode: 0o600, othersMax: OTHERS_MAX })
    pending = false
  }
  setTimeout(keep, KEEP_AFTER_MS).unref()
  process.once('exit', keep)
}

/** `othersMax` files that were made of other builds are left, the newest; the rest go. */
function writeKept(script, path, { mode, othersMax }) {
  try {
    const compiled = script.createCachedData()
    const unfinished = `${path}.${process.pid}`
    writeFileSync(unfinished, Buffer.concat([hashOf(compiled), compiled]), { mode, flag: 'wx' })
    renameSync(unfinished, path)
    for (const other of othersOf(path).slice(othersMax)) rmSync(other, { force: true })
  } catch {
    // A full disk, a folder that cannot be written: the next start compiles again.
  }
}

/** What was made of other builds, in the same folder, the newest first. */
function othersOf(path) {
  const folder = dirname(path)
  const [build] = basename(path).split('-')
  const others = readdirSync(folder).filter(name => !name.startsWith(build))
  return others.map(name => join(folder, name)).sort((a, b) => (timeOf(b) ?? 0) - (timeOf(a) ?? 0))
}
