import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import { type Camt053Parties, camt053 } from '#main/reports/statement/camt053'
import { text } from '#main/reports/statement/xml'
import type { Statement } from '#shared/domain/accounts/statement'
import { AS_OF, anyStatement, instant, type Posting, signed, statement } from './statements'

const SCHEMA = readFileSync(new URL('../../fixtures/camt.053.001.08-profile.xsd', import.meta.url), 'utf8')
const PARTIES: Camt053Parties = { owner: 'PT Nusantara Ritel', bank: 'Demo Bank', createdAt: AS_OF }
const IN: Posting = { direction: 'credit', amount: 12_500_000n, channel: 'other_bank' }
const OUT: Posting = { direction: 'debit', amount: 1n, channel: 'internal' }

/** Faults against the schema, none for valid documents. */
async function faults(...documents: string[]): Promise<string[]> {
  const xml = documents.map((contents, index) => ({ fileName: `statement-${index}.xml`, contents }))
  const { errors } = await validateXML({ xml, schema: [SCHEMA] })
  return errors.map((error) => error.message)
}

/** Texts of the elements of a name, in order, as an XML reader gives them. */
function textsOf(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<${name}(?: [^>]*)?>([^<]*)</${name}>`, 'g'))].map(([, text = '']) =>
    unescaped(text),
  )
}

function unescaped(text: string): string {
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, '&')
}

/** Amounts in hundredths, by the elements that hold them. */
function readBack(xml: string) {
  const minor = (text: string | undefined): bigint => BigInt((text ?? '').replace('.', ''))
  const sideOf = (part: string) => (textsOf(part, 'CdtDbtInd')[0] === 'CRDT' ? 'credit' : 'debit')
  const parts = (name: string) => xml.match(new RegExp(`<${name}>.*?</${name}>`, 'gs')) ?? []
  return {
    balances: Object.fromEntries(
      parts('Bal').map((part) => [textsOf(part, 'Cd')[0], signed(sideOf(part), minor(textsOf(part, 'Amt')[0]))]),
    ),
    entries: parts('Ntry').map((part) => signed(sideOf(part), minor(textsOf(part, 'Amt')[0]))),
    credits: minor(textsOf(parts('TtlCdtNtries')[0] ?? '', 'Sum')[0]),
    debits: minor(textsOf(parts('TtlDbtNtries')[0] ?? '', 'Sum')[0]),
  }
}

const FULL: Statement = statement({
  opening: 5_000_000_00n,
  available: '5000000.00',
  lines: [
    { ...IN, reference: 'INV-2026/0001', counterparty: 'PT <Süd> & Co', description: 'Termin "1"' },
    {
      ...OUT,
      at: '2026-07-02T03:04:05.006Z',
      reference: 'R'.repeat(40),
      counterparty: 'Pemasok',
      description: 'x'.repeat(150),
    },
  ],
})

describe('camt.053', () => {
  it('fits the published structure', async () => {
    expect(await faults(camt053(FULL, PARTIES))).toEqual([])
  })

  it('fits it without a bank’s name, without lines and below zero', async () => {
    expect(
      await faults(camt053(statement({ opening: -100n, name: '' }), { ...PARTIES, owner: '', bank: null })),
    ).toEqual([])
  })

  it('says whose account, which period, what was booked when and by whom', () => {
    const xml = camt053(FULL, PARTIES)
    expect(textsOf(xml, 'Id')).toEqual(['8812300000012042-2026070120260731', '8812300000012042'])
    expect(textsOf(xml, 'MsgId')).toEqual(['8812300000012042-2026070120260731'])
    expect(textsOf(xml, 'ElctrncSeqNb')).toEqual(['2026212'])
    expect([...textsOf(xml, 'FrDtTm'), ...textsOf(xml, 'ToDtTm')]).toEqual([
      '2026-07-01T00:00:00.000+07:00',
      '2026-07-31T12:00:00.000+07:00',
    ])
    expect(textsOf(xml, 'Nm')).toEqual([
      'Cabang Surabaya',
      'PT Nusantara Ritel',
      'Demo Bank',
      'PT <Süd> & Co',
      'Pemasok',
    ])
    expect(textsOf(xml, 'DtTm')).toEqual(['2026-07-01T00:00:00.000+07:00', '2026-07-02T10:04:05.006+07:00'])
    expect(textsOf(xml, 'EndToEndId')).toEqual(['INV-2026/0001', 'R'.repeat(35)])
    // A reference that is too long for its place is whole beside the description.
    expect(textsOf(xml, 'Ustrd')).toEqual(['Termin "1"', 'R'.repeat(40), 'x'.repeat(140), 'x'.repeat(10)])
    expect(xml).toMatch(/<Dbtr><Pty><Nm>PT &lt;Süd&gt; &amp; Co<\/Nm><\/Pty><\/Dbtr>/)
    expect(xml).toMatch(/<Cdtr><Pty><Nm>Pemasok<\/Nm><\/Pty><\/Cdtr>/)
  })

  it('ends a past period with its last moment', () => {
    const past = { ...FULL, asOf: instant('2026-09-01T00:00:00.000Z'), closingAvailable: null }
    expect(textsOf(camt053(past, PARTIES), 'ToDtTm')).toEqual(['2026-07-31T23:59:59.999+07:00'])
    expect(readBack(camt053(past, PARTIES)).balances).not.toHaveProperty('CLAV')
  })

  it('reads back with every amount, both balances and the sums, whatever the texts are', () => {
    fc.assert(
      fc.property(anyStatement, (made) => {
        const { balances, entries, credits, debits } = readBack(camt053(made, PARTIES))
        expect(balances).toEqual({
          OPBD: made.opening.minor,
          CLBD: made.closing.minor,
          ...(made.closingAvailable && { CLAV: made.closingAvailable.minor }),
        })
        expect(entries).toEqual(made.lines.map(({ direction, amount }) => signed(direction, amount.minor)))
        expect(made.opening.minor + credits - debits).toBe(made.closing.minor)
      }),
    )
  })

  // Starting the validator takes longer than a hundred statements: it gets many at once.
  it('fits the structure whatever the texts are', { timeout: 60_000 }, async () => {
    const many = fc.array(fc.tuple(anyStatement, fc.string({ unit: 'binary', maxLength: 300 })), {
      minLength: 60,
      maxLength: 60,
    })
    await fc.assert(
      fc.asyncProperty(many, async (given) => {
        expect(
          await faults(...given.map(([made, owner]) => camt053(made, { ...PARTIES, owner, bank: owner }))),
        ).toEqual([])
      }),
      { numRuns: 3, endOnFailure: true },
    )
  })

  it('would not fit with an element out of order, an empty text or an amount below zero', {
    timeout: 30_000,
  }, async () => {
    const xml = camt053(FULL, PARTIES)
    expect(await faults(xml.replace(/(<Sts>.*?<\/Sts>)(<BookgDt>.*?<\/BookgDt>)/, '$2$1'))).not.toEqual([])
    expect(await faults(xml.replace('<Nm>Pemasok</Nm>', '<Nm></Nm>'))).not.toEqual([])
    expect(await faults(xml.replace('IDR">125000.00', 'IDR">-125000.00'))).not.toEqual([])
  })
})

describe('XML', () => {
  it('escapes what means something in it and leaves out what it has no place for', () => {
    expect(text('A', '<&>"\'\u0000\u000b\ufffe\ud800b', { C: '"<' }).markup).toBe(
      '<A C="&quot;&lt;">&lt;&amp;&gt;&quot;&apos;b</A>',
    )
  })
})
