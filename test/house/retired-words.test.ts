/** No name that the code has given up for the field's comes back: declarations are read from the syntax tree, texts are not. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import ts from 'typescript'
import { retiredWords } from './retired-words.js'

const root = join(import.meta.dirname, '../..')

/** Of a declared name as `name`; undefined for names of object literals, which may be those of a wire or a file. */
function declaredName(node: ts.Node): string | undefined {
  const named =
    ts.isVariableDeclaration(node) ||
    ts.isBindingElement(node) ||
    ts.isParameter(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isTypeParameterDeclaration(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isMethodSignature(node) ||
    ts.isGetAccessor(node) ||
    ts.isImportSpecifier(node)
      ? node.name
      : undefined
  if (named === undefined) return undefined
  if (ts.isPrivateIdentifier(named)) return named.text.slice(1)
  return ts.isIdentifier(named) ? named.text : undefined
}

function retiredIn(file: string, text: string): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false)
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    const name = declaredName(node)
    if (name !== undefined && Object.hasOwn(retiredWords, name)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source))
      found.push(`${file}:${line + 1} declares ${name}: say ${retiredWords[name]}`)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

t.test('nothing declares a retired name', async t => {
  const files = ['server', 'test', 'scripts', 'bench'].flatMap(folder =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter(path => path.endsWith('.ts') && !path.includes('node_modules'))
      .map(path => `${folder}/${path}`)
  )
  t.ok(files.length > 500)
  t.same(
    files.flatMap(file => retiredIn(file, readFileSync(join(root, file), 'utf8'))),
    []
  )
})

t.test('a retired name is found where it is declared, not where it is written', async t => {
  const [word = ''] = Object.keys(retiredWords)
  const declares = [
    `const ${word} = 1`,
    `function ${word}() {}`,
    `const f = ({ ${word} }) => 1`,
    `type ${word} = 1`,
    `class A { #${word}() {} }`,
    `import { a as ${word} } from './a.js'`
  ]
  for (const text of declares) t.equal(retiredIn('a.ts', text).length, 1, text)
  for (const text of [`// ${word}`, `const a = { ${word}: 1 }`, `a.${word}()`, `const a = '${word}'`])
    t.same(retiredIn('a.ts', text), [], text)
})
