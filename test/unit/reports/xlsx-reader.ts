import { readZip } from './zip-reader'

/** Reads a workbook's one sheet back, from the format's description (ECMA-376) and knowing nothing of what wrote it. */
export interface ReadSheet {
  readonly rows: ReadonlyMap<number, readonly ReadCell[]>
  /** Rows that stay in sight; 0 where none does. */
  readonly frozenRows: number
  readonly widths: readonly number[]
  /** Whether any cell holds a formula. */
  readonly hasFormula: boolean
}

export interface ReadCell {
  readonly column: string
  readonly kind: 'text' | 'number'
  /** Decoded text, or a number exactly as it stands in the file. */
  readonly value: string
  readonly format: string
  readonly bold: boolean
}

export function readXlsx(bytes: Uint8Array): ReadSheet {
  const parts = readZip(bytes)
  const sheet = parts.get('xl/worksheets/sheet1.xml') ?? ''
  const styles = stylesOf(parts.get('xl/styles.xml') ?? '')
  const rows = new Map(
    [...sheet.matchAll(/<row r="(\d+)"[^>]*>(.*?)<\/row>/gs)].map(([, number, cells = '']) => [
      Number(number),
      [...cells.matchAll(/<c r="([A-Z]+)\d+"([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)].map(
        ([, column = '', attributes = '', body]) => cellOf(column, attributes, body ?? '', styles),
      ),
    ]),
  )
  return {
    rows,
    frozenRows: Number(/<pane [^>]*ySplit="(\d+)"[^>]*state="frozen"/.exec(sheet)?.[1] ?? 0),
    widths: [...sheet.matchAll(/<col [^>]*width="([\d.]+)"/g)].map(([, width]) => Number(width)),
    hasFormula: /<f[ >/]/.test(sheet),
  }
}

interface Style {
  readonly format: string
  readonly bold: boolean
}

function stylesOf(xml: string): Style[] {
  const formats = new Map(
    [...xml.matchAll(/<numFmt numFmtId="(\d+)" formatCode="([^"]*)"/g)].map(([, id, code = '']) => [id, code]),
  )
  const fonts = [...(/<fonts[^>]*>(.*?)<\/fonts>/s.exec(xml)?.[1] ?? '').matchAll(/<font>(.*?)<\/font>|<font\/>/gs)]
  const cellFormats = /<cellXfs[^>]*>(.*?)<\/cellXfs>/s.exec(xml)?.[1] ?? ''
  return [...cellFormats.matchAll(/<xf ([^>]*)>/g)].map(([, attributes = '']) => {
    const id = /numFmtId="(\d+)"/.exec(attributes)?.[1]
    const font = fonts[Number(/fontId="(\d+)"/.exec(attributes)?.[1] ?? 0)]?.[0] ?? ''
    return { format: formats.get(id) ?? BUILT_IN[id ?? ''] ?? `built-in ${id}`, bold: /<b\/>|<b val="1"/.test(font) }
  })
}

const BUILT_IN: Readonly<Record<string, string>> = { 0: 'General', 3: '#,##0', 4: '#,##0.00' }

function cellOf(column: string, attributes: string, body: string, styles: readonly Style[]): ReadCell {
  const style = styles[Number(/ s="(\d+)"/.exec(attributes)?.[1] ?? 0)] ?? { format: 'General', bold: false }
  if (attributes.includes('t="inlineStr"')) {
    return { column, kind: 'text', value: decoded(/<t[^>]*>(.*?)<\/t>/s.exec(body)?.[1] ?? ''), ...style }
  }
  return { column, kind: 'number', value: /<v>(.*?)<\/v>/.exec(body)?.[1] ?? '', ...style }
}

function decoded(text: string): string {
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}
