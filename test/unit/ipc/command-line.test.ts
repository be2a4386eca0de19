import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseCommandLine } from '#main/shell/command-line'

const HERE = resolve('/somewhere')
const parse = (...args: string[]) => parseCommandLine(args, HERE)

describe('command line', () => {
  it('reads the three options', () => {
    expect(parse('--user-data-dir=/data/p', '--bank-url=https://bank.example', '--lang=id')).toEqual({
      ok: true,
      value: { userDataDir: resolve('/data/p'), bankUrl: 'https://bank.example', language: 'id' },
    })
  })

  it('makes a relative folder absolute', () => {
    expect(parse('--user-data-dir=p')).toEqual({ ok: true, value: { userDataDir: resolve(HERE, 'p') } })
  })

  it('leaves everything else to Chromium', () => {
    expect(parse('/work/app', '--no-sandbox', '--inspect=0', '--langs=xx', '--user-data-dirs')).toEqual({
      ok: true,
      value: {},
    })
  })

  it('takes plain http for this computer only', () => {
    expect(parse('--bank-url=http://127.0.0.1:4000')).toMatchObject({ ok: true })
    expect(parse('--bank-url=http://localhost:4000')).toMatchObject({ ok: true })
    expect(parse('--bank-url=http://127.0.0.1.evil.example')).toMatchObject({ ok: false })
    expect(parse('--bank-url=http://bank.example')).toMatchObject({ ok: false })
  })

  it.each([
    ['--lang=fr', '--lang is en or id, not: fr'],
    ['--lang=', '--lang needs a value'],
    ['--lang', '--lang needs a value'],
    ['--user-data-dir', '--user-data-dir needs a value'],
    ['--user-data-dir=', '--user-data-dir needs a value'],
    ['--bank-url=bank', '--bank-url is not the address of a bank'],
    ['--bank-url=ftp://bank.example', '--bank-url is not the address of a bank'],
    ['--bank-url=https://user:pw@bank.example', '--bank-url is not the address of a bank'],
    ['--bank-url=https://bank.example/v1', '--bank-url is not the address of a bank'],
  ])('refuses %s in a sentence', (arg, sentence) => {
    const parsed = parse(arg)
    expect(parsed.ok).toBe(false)
    if (!parsed.ok) expect(parsed.error).toContain(sentence)
  })
})
