import regular from '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf?inline'
import bold from '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf?inline'
import { type BBOX, create, type Font, type Glyph, type GlyphPosition, type GlyphRun } from 'fontkit'

/** Figures of one width, as on the screens: columns of amounts can be compared by eye. */
const FEATURES = ['tnum']

export interface TableFonts {
  readonly regular: Font
  readonly bold: Font
}

/** Opens Inter. A font belongs to one document, which keeps in it the glyphs that it uses. */
export function openTableFonts(): TableFonts {
  return { regular: opened(regular), bold: opened(bold) }
}

/**
 * A font that sets every character by itself. Shaping whole texts (kerning, contextual forms) takes ten times as long, which
 * a table of 100,000 rows cannot afford, and changes nothing about figures.
 */
function opened(dataUrl: string): Font {
  const font = create(Buffer.from(dataUrl.slice(dataUrl.indexOf(',') + 1), 'base64'))
  if (!('layout' in font)) throw new Error('a collection of fonts, not a font')
  const shape = font.layout.bind(font)
  const glyphs = new Map<string, Glyph>()
  const glyphOf = (character: string): Glyph => {
    const known = glyphs.get(character)
    if (known !== undefined) return known
    const glyph = shape(character, FEATURES).glyphs[0] ?? font.getGlyph(0)
    glyphs.set(character, glyph)
    return glyph
  }
  font.layout = (text) => new RunOfCharacters(Array.from(text, glyphOf), font.bbox)
  return font
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
