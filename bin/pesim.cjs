#!/usr/bin/env node
const bundle = require.resolve('../dist/pesim.cjs')
require('./compile-cache.cjs').load(bundle, process.argv[2]).run(process)
