import { inflateSync } from 'node:zlib'

/**
 * Reads the texts of a simple PDF back with where they stand, from the format's description (ISO 32000) and knowing nothing
 * of what wrote it. Points from the left and from the foot of the page.
 */
export interface PdfText {
  readonly page: number
  readonly text: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly size: number
}

interface PdfObject {
  readonly id: number
  readonly dictionary: string
  readonly stream: string
}

interface PdfFont {
  readonly characters: ReadonlyMap<number, string>
  /** Thousandths of the font size, by glyph. */
  readonly widths: readonly number[]
}

export interface PdfPage {
  readonly width: number
  readonly height: number
}

export function readPdf(bytes: Uint8Array): { readonly pages: PdfPage[]; readonly texts: PdfText[] } {
  const objects = objectsOf(Buffer.from(bytes).toString('latin1'))
  const byId = (reference: string | undefined): PdfObject | undefined => objects.get(Number(reference))
  const pageObjects = [...objects.values()].filter(({ dictionary }) => /\/Type \/Page\b(?!s)/.test(dictionary))
  const pages = pageObjects.map(({ dictionary }) => {
    const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(dictionary) ?? []
    return { width: Number(width), height: Number(height) }
  })
  const texts = pageObjects.flatMap(({ dictionary }, page) => {
    const resources = byId(referenceIn(dictionary, 'Resources'))?.dictionary ?? ''
    const fonts = new Map(
      [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', id]) => [name, fontOf(byId(id), byId)]),
    )
    return textsOf(byId(referenceIn(dictionary, 'Contents'))?.stream ?? '', fonts).map((text) => ({ page, ...text }))
  })
  return { pages, texts }
}

function objectsOf(file: string): Map<number, PdfObject> {
  const found = [...file.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(([, id, body = '']) => {
    const start = body.indexOf('stream\n')
    const dictionary = start < 0 ? body : body.slice(0, start)
    const raw = start < 0 ? '' : body.slice(start + 'stream\n'.length, body.lastIndexOf('\nendstream'))
    const isPacked = dictionary.includes('/FlateDecode')
    const stream = isPacked ? inflateSync(Buffer.from(raw, 'latin1')).toString('latin1') : raw
    return { id: Number(id), dictionary, stream }
  })
  return new Map(found.map((object) => [object.id, object]))
}

function referenceIn(dictionary: string, key: string): string | undefined {
  return new RegExp(`/${key} \\[?(\\d+) 0 R`).exec(dictionary)?.[1]
}

function fontOf(font: PdfObject | undefined, byId: (id: string | undefined) => PdfObject | undefined): PdfFont {
  const unicode = byId(referenceIn(font?.dictionary ?? '', 'ToUnicode'))?.stream ?? ''
  const descendant = byId(referenceIn(font?.dictionary ?? '', 'DescendantFonts'))?.dictionary ?? ''
  const [, widths = ''] = /\/W \[0 \[([^\]]*)\]/.exec(descendant) ?? []
  const characters = new Map<number, string>()
  for (const [, first = '', list = ''] of unicode.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/g)) {
    const entries = [...list.matchAll(/<([0-9a-f ]*)>/g)]
    for (const [index, [, hex = '']] of entries.entries()) {
      const units = hex.split(' ').filter((unit) => unit !== '')
      characters.set(
        Number.parseInt(first, 16) + index,
        String.fromCharCode(...units.map((unit) => Number.parseInt(unit, 16))),
      )
    }
  }
  return { characters, widths: widths.trim().split(/\s+/).map(Number) }
}

function textsOf(content: string, fonts: ReadonlyMap<string, PdfFont>): Omit<PdfText, 'page'>[] {
  const blocks = content.matchAll(/BT\n1 0 0 1 (\S+) (\S+) Tm\n\/(F\d+) (\S+) Tf\n(?:\S+ T[rcw]\n)*\[(.*)\] TJ/g)
  return [...blocks].map(([, x, y, name = '', sizeText, parts = '']) => {
    const font = fonts.get(name)
    const size = Number(sizeText)
    const glyphs = [...parts.matchAll(/<([0-9a-f]+)>/g)].flatMap(([, hex = '']) =>
      (hex.match(/.{4}/g) ?? []).map((glyph) => Number.parseInt(glyph, 16)),
    )
    const units = glyphs.reduce((sum, glyph) => sum + (font?.widths[glyph] ?? Number.NaN), 0)
    const text = glyphs.map((glyph) => font?.characters.get(glyph) ?? '\ufffd').join('')
    return { text, x: Number(x), y: Number(y), width: (units / 1000) * size, size }
  })
}
