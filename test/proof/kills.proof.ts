/** 200 kills under eight writers: the durability test, ten times as long. */
process.env['KILLS'] = '200'
await import('../e2e/durability.test.js')
