import { describe, expect, it } from 'vitest'
import { ipcCalls } from '#shared/contract/ipc'
import { ConnectionEvent, OUTBOX_STATES, SyncStatus, UPLOAD_STATES } from '#shared/contract/views'
import { NUMBERING_FAULTS } from '#shared/domain/accounts/numbering-scheme'
import { commandCatalogue } from '#shared/domain/commands'
import { BLOCKS, DOCUMENT_TYPES, SCHEMES } from '#shared/domain/documents'
import { FILE_PURPOSES } from '#shared/domain/files'
import { isPermission, ROLES } from '#shared/kernel/permissions'
import { problemText } from '../../../renderer/components/problem'
import { createWords } from '../../../renderer/locales/i18n'
import { resources } from '../../../renderer/locales/resources'

const WINDOW_SOURCES = import.meta.glob<string>('../../../renderer/**/*.{ts,tsx}', {
  query: '?raw',
  import: 'default',
  eager: true,
})
const OTHER_SOURCES = import.meta.glob<string>('../../../{main,shared}/**/*.ts', {
  query: '?raw',
  import: 'default',
  eager: true,
})

/** Every key of a tree of words, plural forms as one. */
function keysOf(words: unknown, prefix = ''): string[] {
  if (typeof words !== 'object' || words === null) return [prefix.replace(/_(zero|one|other)$/, '')]
  const keys = Object.entries(words).flatMap(([key, value]) => keysOf(value, prefix === '' ? key : `${prefix}.${key}`))
  return [...new Set(keys)].sort()
}

function placeholdersOf(words: unknown, path: string): string[] {
  if (typeof words === 'string') {
    const names = [...words.matchAll(/\{\{(\w+)/g)].map((match) => match[1])
    return [`${path.replace(/_(zero|one|other)$/, '')}: ${[...new Set(names)].sort().join(' ')}`]
  }
  if (typeof words !== 'object' || words === null) return []
  return Object.entries(words)
    .filter(([key]) => !/_(zero|one)$/.test(key))
    .flatMap(([key, value]) => placeholdersOf(value, `${path}.${key}`))
}

describe('words', () => {
  it('are the same set in both languages', () => {
    expect(keysOf(resources.id)).toEqual(keysOf(resources.en))
  })

  it('have the same gaps in both languages', () => {
    expect(placeholdersOf(resources.id, '').sort()).toEqual(placeholdersOf(resources.en, '').sort())
  })

  it('exist for every literal key that the window asks for', () => {
    const known = new Set(
      Object.entries(resources.en).flatMap(([namespace, words]) => keysOf(words).map((key) => `${namespace}:${key}`)),
    )
    const missing = Object.entries(WINDOW_SOURCES).flatMap(([path, text]) => {
      const namespace = /useTranslation\(\[?'(\w+)'/.exec(text)?.[1]
      return [...text.matchAll(/\bt\('([^']+)'/g)]
        .map((match) => match[1] ?? '')
        .map((key) => (key.includes(':') ? key : `${namespace ?? '?'}:${key}`))
        .filter((key) => !key.startsWith('?:') && !known.has(key))
        .map((key) => `${path}: ${key}`)
    })
    expect(missing).toEqual([])
  })

  it.each(['en', 'id'] as const)('in %s name every role, scheme, block, document and command', (language) => {
    const { exists } = createWords(language)
    const needed = [
      ...ROLES.map((role) => `common:role.${role}`),
      ...SCHEMES.map((scheme) => `common:scheme.${scheme}`),
      ...BLOCKS.map((block) => `common:block.${block}`),
      ...DOCUMENT_TYPES.map((type) => `common:documentType.${type}`),
      ...commandCatalogue().map(({ type }) => `common:command.${type}`),
    ]
    const has = (key: string) =>
      ['', '_other'].some((form) => exists(key + form, { returnObjects: true, fallbackLng: language }))
    expect(needed.filter((key) => !has(key))).toEqual([])
  })

  it.each(['en', 'id'] as const)('in %s say every reason for which a numbering scheme gives no number', (language) => {
    const { t } = createWords(language)
    const plain = problemText({ code: 'numbering.invalid' }, t)
    const wordless = NUMBERING_FAULTS.filter((reason) => {
      const said = problemText({ code: 'numbering.invalid', params: { reason, width: 9, field: 'x' } }, t)
      return said === plain || said.includes('{{')
    })
    expect(wordless).toEqual([])
  })
})

describe('the connection', () => {
  it.each(['en', 'id'] as const)('has words in %s for every state and event', (language) => {
    const { exists } = createWords(language)
    const has = (key: string) => ['', '_other'].some((form) => exists(`sync:${key}${form}`, { fallbackLng: language }))
    const needed = [
      ...ConnectionEvent.shape.kind.options.map((kind) => `history.${kind}`),
      ...SyncStatus.shape.connection.options.map((state) => `connection.${state}`),
      ...OUTBOX_STATES.map((state) => `state.${state}`),
      ...UPLOAD_STATES.map((state) => `uploadState.${state}`),
      ...FILE_PURPOSES.map((purpose) => `purpose.${purpose}`),
    ]
    expect(needed.filter((key) => !has(key))).toEqual([])
  })
})

/** First parts of codes that reach a user. What the bank's own command line says (`data`, `port`) is not among them. */
const FAMILIES =
  /^(account|app|auth|backend|bank|command|csv|currency|document|field|file|ipc|money|network|numbering|outbox|protocol|reconciliation|request|session|storage|sync|time|upload|vault)$/

/** Dotted names of the same families that are no problems: keys of stored facts, simulator actions, vectors, statistics. */
const NO_PROBLEMS = new Set([
  'account.number',
  'bank.db',
  'bank.cjs',
  'file.store',
  'numbering.set',
  'reconciliation.decide',
  'reconciliation.import',
  'session.identity',
  'session.tokens',
  'storage.live_copy',
  'storage.retired_copy',
  'storage.registry_hash',
  'storage.unmerged_search',
  'sync.complete',
  'sync.integrity',
  'sync.position',
  'vault.json',
])

/** What zod calls an issue of a refinement; it becomes `field.custom`. */
const ZOD_ISSUE = 'custom'

/** Every code that shared and main name, so that a new one cannot be forgotten here. */
function problemCodes(): string[] {
  const sources = Object.values(OTHER_SOURCES)
  const bare = sources.flatMap((text) => [...text.matchAll(/\bcode: '([a-z_]+)'/g)].map(([, code = '']) => code))
  const found = sources.flatMap((text) =>
    [...text.matchAll(/'([a-z][a-zA-Z]*)\.([a-z_]+)'/g)].flatMap(([, family = '', rest = '']) => {
      const code = `${family}.${rest}`
      const other = NO_PROBLEMS.has(code) || isPermission(code) || Object.hasOwn(ipcCalls, code)
      return FAMILIES.test(family) && !other ? [code] : []
    }),
  )
  return [...new Set([...found, ...bare, 'not_found'])].filter((code) => code !== ZOD_ISSUE).sort()
}

describe('problems', () => {
  it('are found in the sources at all', () => {
    expect(problemCodes().length).toBeGreaterThan(40)
    expect(problemCodes()).toEqual(expect.arrayContaining(['account.number_taken', 'auth.user_blocked', 'field.empty']))
  })

  it.each(['en', 'id'] as const)('have words in %s, every one', (language) => {
    const words = createWords(language)
    const wordless = problemCodes().filter((code) => {
      const text = problemText({ code }, words.t)
      return text.includes(code) || text === ''
    })
    expect(wordless).toEqual([])
  })

  it('tell the numbers', () => {
    const { t } = createWords('en')
    expect(problemText({ code: 'auth.invalid_credentials', params: { attemptsLeft: 1 } }, t)).toContain(
      '1 attempt left',
    )
    expect(problemText({ code: 'auth.invalid_credentials', params: { attemptsLeft: 2 } }, t)).toContain(
      '2 attempts left',
    )
    expect(problemText({ code: 'auth.invalid_credentials' }, t)).toBe('Company, user or password is wrong.')
    const taken = { number: '8812300000012042', takenById: 'x', takenByName: 'Branch Kemang' }
    expect(problemText({ code: 'account.number_taken', params: taken }, t)).toContain(
      '8812 3000 0001 2042 already belongs to Branch Kemang',
    )
  })

  it('without words are named, so that support can be asked', () => {
    expect(problemText({ code: 'moon.eclipsed' }, createWords('en').t)).toContain('moon.eclipsed')
    expect(problemText({ code: 'moon.eclipsed' }, createWords('id').t)).toContain('moon.eclipsed')
    expect(problemText({ code: 'account' }, createWords('en').t)).toContain('(account)')
  })
})
