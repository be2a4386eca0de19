import { setImmediate as nextTurn } from 'node:timers/promises'
import regular from '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf?inline'
import bold from '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf?inline'
import { type BBOX, create, type Font, type Glyph, type GlyphPosition, type GlyphRun } from 'fontkit'

/** As on the screens: columns of amounts can be compared by eye. */
const FIGURES_OF_ONE_WIDTH = ['tnum']

export interface TableFont {
  readonly font: Font
  /** How wide a text is at a font size of one point. */
  widthOf(text: string): number
}

export interface TableFonts {
  readonly regular: TableFont
  readonly bold: TableFont
}

/**
 * Opens Inter. A font belongs to one document, which keeps in it the glyphs that it uses. Reading how figures are set takes
 * some 75 ms a face, so each has a turn of its own.
 */
export async function openTableFonts(): Promise<TableFonts> {
  const faces = { regular: opened(regular), bold: opened(bold) }
  for (const face of [faces.regular, faces.bold]) {
    await nextTurn()
    face.widthOf('0')
  }
  return faces
}

/**
 * A font that sets every character by itself. Shaping whole texts (kerning, contextual forms) takes ten times as long, which
 * a table of 100,000 rows cannot afford, and changes nothing about figures.
 */
function opened(dataUrl: string): TableFont {
  const font = create(Buffer.from(dataUrl.slice(dataUrl.indexOf(',') + 1), 'base64'))
  if (!('layout' in font)) throw new Error('a collection of fonts, not a font')
  const glyphOf = rememberedGlyphs(font)
  const { unitsPerEm } = font
  font.layout = (text) => new RunOfCharacters(Array.from(text, glyphOf), font.bbox)
  return {
    font,
    widthOf(text) {
      let units = 0
      for (const character of text) units += glyphOf(character).advanceWidth
      return units / unitsPerEm
    },
  }
}

function rememberedGlyphs(font: Font): (character: string) => Glyph {
  const shape = font.layout.bind(font)
  const glyphs = new Map<string, Glyph>()
  return (character) => {
    const known = glyphs.get(character)
    if (known !== undefined) return known
    const figure = /\d/.test(character) ? shape(character, FIGURES_OF_ONE_WIDTH).glyphs[0] : undefined
    const glyph = figure ?? font.glyphForCodePoint(character.codePointAt(0) ?? 0)
    glyphs.set(character, glyph)
    return glyph
  }
}

class RunOfCharacters implements GlyphRun {
  readonly script = 'latn'
  readonly language = ''
  readonly direction = 'ltr'
  readonly features = {}
  readonly advanceHeight = 0
  readonly positions: GlyphPosition[]

  constructor(
    readonly glyphs: Glyph[],
    readonly bbox: BBOX,
  ) {
    this.positions = glyphs.map(({ advanceWidth }) => ({ xAdvance: advanceWidth, yAdvance: 0, xOffset: 0, yOffset: 0 }))
  }

  /** Summed when it is asked for: PDFKit scales the positions first. */
  get advanceWidth(): number {
    return this.positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0)
  }
}
