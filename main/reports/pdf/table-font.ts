import bold from '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf?inline'
import regular from '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf?inline'
import { create, type Font, type Glyph, type GlyphPosition, type GlyphRun } from 'fontkit'

/** Inter as the screens have it: figures of one width, so that columns of amounts can be compared by eye. */
const FEATURES = ['tnum']

/** Opens the regular face and the one of heads. They belong to one document: it keeps in them which glyphs it uses. */
export function openTableFonts(): { readonly regular: Font; readonly bold: Font } {
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
    const [glyph = font.getGlyph(0)] = shape(character, FEATURES).glyphs
    glyphs.set(character, glyph)
    return glyph
  }
  font.layout = (text) => runOf([...text].map(glyphOf), shape)
  return font
}

function runOf(glyphs: Glyph[], shape: Font['layout']): GlyphRun {
  const positions = glyphs.map(({ advanceWidth }): GlyphPosition => {
    return { xAdvance: advanceWidth, yAdvance: 0, xOffset: 0, yOffset: 0 }
  })
  // Read after the positions were scaled to the document's unit.
  const run = Object.create(shape(''))
  return run
}
