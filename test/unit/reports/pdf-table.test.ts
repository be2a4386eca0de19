import { describe, expect, it } from 'vitest'
import { fitColumns } from '#main/reports/pdf/column-widths'
import { brokenLines } from '#main/reports/pdf/line-breaks'
import { type TableReport, writeTable } from '#main/reports/table-report'
import { type PdfText, readPdf } from './pdf-reader'
import { HOSTILE, PLAIN, table } from './tables'

async function pdf(report: TableReport, language: 'en' | 'id' = 'en') {
  return readPdf(await writeTable(report, 'pdf', language))
}
const textsOf = (texts: readonly PdfText[]) => texts.map(({ text }) => text)

/** Texts on one line that run into each other. */
function collisions(texts: readonly PdfText[]): string[] {
  return texts.flatMap((one, index) =>
    texts
      .slice(index + 1)
      .filter((other) => other.page === one.page && Math.abs(other.y - one.y) < 4)
      .filter((other) => one.x < other.x + other.width && other.x < one.x + one.width)
      .map((other) => `${one.text} | ${other.text}`),
  )
}

describe('a PDF file', () => {
  it('has title, facts, head, rows and an end, written as people of the language do', async () => {
    const texts = textsOf((await pdf(table([PLAIN]))).texts)
    expect(texts).toEqual([
      'Accounts',
      'Page 1',
      'Accounts',
      'As of',
      '10 Jul 2026, 14:02 WIB',
      'Name',
      'Level',
      'Balance (IDR)',
      'Posted (WIB)',
      'Due',
      'Surabaya',
      '2',
      '1,309,688.00',
      '11 Jul 2026, 01:02',
      '31 Jul 2026',
      'End of the report. Rows: 1',
    ])
    const indonesian = textsOf((await pdf(table([PLAIN]), 'id')).texts)
    expect(indonesian).toEqual(expect.arrayContaining(['Halaman 1', '1.309.688,00', 'Akhir laporan. Baris: 1']))
  })

  it('repeats the head and counts the pages, and loses no row on the way', async () => {
    const rows = Array.from({ length: 120 }, (_, index) => [`Account ${index}`, index, `${index}.00`, null, null])
    const { pages, texts } = await pdf(table(rows))
    expect(pages.length).toBeGreaterThan(2)
    for (const page of pages.keys()) {
      const there = textsOf(texts.filter((text) => text.page === page))
      expect(there).toContain(`Page ${page + 1}`)
      expect(there).toContain('Posted (WIB)')
    }
    expect(textsOf(texts).filter((text) => text.startsWith('Account '))).toEqual(rows.map(([name]) => name))
  })

  it('writes amounts right-aligned, with figures of one width, exact at any size', async () => {
    const amounts = ['-9999999999999999.99', '1111.11', '8888.88', '0.00']
    const { texts } = await pdf(table(amounts.map((amount) => ['x', 0, amount, null, null])))
    const found = ['\u22129,999,999,999,999,999.99', '1,111.11', '8,888.88', '0.00'].map((text) =>
      texts.find((one) => one.text === text),
    )
    const ends = found.map((text) => (text?.x ?? 0) + (text?.width ?? 0))
    for (const end of ends) expect(end).toBeCloseTo(ends[0] ?? 0, 3)
    expect(found[1]?.width).toBeCloseTo(found[2]?.width ?? 0, 6)
  })

  it('lets nothing run into its neighbour: long names get lines of their own, and large figures stay in their column', async () => {
    const ordinary = Array.from({ length: 250 }, (_, index) => [`Account ${index}`, 1, '1.00', null, null])
    const long = 'Rekening Operasional Cabang Surabaya Darmo Permai Selatan yang sangat panjang namanya '.repeat(6)
    const wide = [
      ['W'.repeat(300), 1, '-9999999999999999.99', null, null],
      [long, 7, '1.00', null, null],
    ]
    const { texts, pages } = await pdf(table([...ordinary, ...wide]))
    expect(collisions(texts)).toEqual([])
    const [page] = pages
    for (const { x, width } of texts) expect(x + width).toBeLessThanOrEqual((page?.width ?? 0) - 30 + 0.5)
    expect(textsOf(texts)).toContain('\u22129,999,999,999,999,999.99')
  })

  it('takes larger paper where figures would not fit, and still lets nothing collide', async () => {
    const columns = Array.from({ length: 20 }, (_, index) => ({ label: `Column ${index}`, kind: 'amount' as const }))
    const { texts, pages } = await pdf(table([columns.map(() => '123456789012.00')], { columns }))
    expect(pages[0]?.width).toBeGreaterThan(1_190)
    expect(collisions(texts)).toEqual([])
  })

  it('turns no writing around and takes no name for markup', async () => {
    const bytes = await writeTable(
      table(
        HOSTILE.map((name) => [name, 0, '0.00', null, null]),
        { title: '(a) \\ b' },
      ),
      'pdf',
      'en',
    )
    const texts = textsOf(readPdf(bytes).texts)
    expect(texts).toContain("=cmd|' /C calc'!A0")
    expect(texts.join('')).not.toMatch(/\p{Cf}|\p{Cc}|\p{Surrogate}/u)
    expect(Buffer.from(bytes).toString('latin1')).toContain('\\(a\\) \\\\ b)')
  })

  it('says so where there are no rows', async () => {
    expect(textsOf((await pdf(table([]))).texts)).toContain('End of the report. Rows: 0')
  })
})

describe('lines', () => {
  const measure = (text: string) => text.length
  it('break between words, within a word only where it is longer than a line, and end in an ellipsis', () => {
    expect(brokenLines('one two three', 8, 3, measure)).toEqual(['one two', 'three'])
    expect(brokenLines('abcdefghij', 4, 3, measure)).toEqual(['abcd', 'efgh', 'ij'])
    expect(brokenLines('abcdefghijklmnop', 4, 3, measure)).toEqual(['abcd', 'efgh', 'ijk…'])
    expect(brokenLines('', 4, 3, measure)).toEqual([''])
    expect(brokenLines('a😀b', 1, 3, measure)).toEqual(['a', '😀', 'b'])
  })
})

describe('columns', () => {
  it('give figures their whole width, and texts the rest by what they lack', () => {
    const { paper, widths } = fitColumns([
      { whole: 200, least: 10 },
      { whole: 100, least: 10 },
      { whole: 10, least: 10 },
    ])
    expect(paper.size).toBe('A4')
    expect(widths.reduce((sum, width) => sum + width, 0)).toBeCloseTo(paper.width, 6)
    expect(widths[2]).toBeCloseTo(10 * paper.fontSize + 7, 6)
    expect(widths[0]).toBeGreaterThan(widths[1] ?? 0)
  })

  it('share even paper that is too small for their words', () => {
    const { paper, widths } = fitColumns(Array.from({ length: 60 }, () => ({ whole: 12, least: 12 })))
    expect(widths.reduce((sum, width) => sum + width, 0)).toBeCloseTo(paper.width, 6)
  })
})
