/** What the linter checks beyond the compiler: promises that nobody awaits, and the house rules that a machine can see. */
import js from '@eslint/js'
import { defineConfig } from 'eslint/config'
import tseslint from 'typescript-eslint'

/** Real time and randomness each enter in one file; everywhere else they are handed in. */
const WALL_CLOCK = 'server/engine/pace.ts'
const RANDOM_IDS = 'server/app/prism-environment.ts'

const dateNow = { object: 'Date', property: 'now', message: `Time comes from the world; real time from ${WALL_CLOCK}.` }
const mathRandom = { object: 'Math', property: 'random', message: 'Chance comes from a seed.' }
const randomUuid = {
  object: 'crypto',
  property: 'randomUUID',
  message: `Ids come from the seed; real ones from ${RANDOM_IDS}.`
}
const importsRandomUuid = {
  selector: 'ImportSpecifier[imported.name="randomUUID"]',
  message: `Ids come from the seed; real ones from ${RANDOM_IDS}.`
}
const newDateNow = {
  selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
  message: `Time comes from the world; real time from ${WALL_CLOCK}.`
}

const defaultExport = { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' }

export default defineConfig(
  { ignores: ['examples/', 'build/', 'dist/', '.tap/', 'node_modules/'] },
  js.configs.recommended,
  {
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: {
        console: 'readonly',
        process: 'readonly',
        require: 'readonly',
        module: 'writable',
        exports: 'writable',
        __dirname: 'readonly',
        __filename: 'readonly'
      }
    }
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.recommended],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': [
        'error',
        // tap awaits its subtests by itself
        { allowForKnownSafePromises: [{ from: 'package', package: '@tapjs/core', name: 'PromiseWithSubtest' }] }
      ],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_' }],
      '@typescript-eslint/return-await': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      'no-control-regex': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }]
    }
  },
  {
    files: ['server/**/*.ts'],
    rules: {
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 60 }],
      'max-params': ['error', { max: 5 }],
      'no-console': 'error',
      'no-restricted-properties': ['error', dateNow, mathRandom, randomUuid],
      'no-restricted-syntax': ['error', defaultExport, newDateNow, importsRandomUuid]
    }
  },
  {
    files: ['server/domain/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        'setTimeout',
        'setInterval',
        'setImmediate',
        'process',
        'performance',
        'fetch'
      ],
      'no-restricted-syntax': [
        'error',
        defaultExport,
        newDateNow,
        importsRandomUuid,
        { selector: 'AwaitExpression, FunctionDeclaration[async=true]', message: 'The domain runs to its end at once.' }
      ]
    }
  },
  {
    files: ['test/**/*.ts'],
    ignores: ['test/contract/operations.ts', 'test/contract/api-docs.test.ts', 'test/support/prism/ask.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: [
                '**/http/contract/contract.js',
                '**/http/contract/index.js',
                '**/http/contract/operation-table.js'
              ],
              importNames: ['operationsOf', 'operationTable'],
              message:
                'Calls that are made from the contract come from test/contract/operations.ts, which tells that they are.'
            }
          ]
        }
      ]
    }
  },
  { files: [WALL_CLOCK], rules: { 'no-restricted-properties': ['error', mathRandom, randomUuid] } },
  { files: [RANDOM_IDS], rules: { 'no-restricted-syntax': ['error', defaultExport, newDateNow] } }
)
