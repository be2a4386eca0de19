/** A chart as a PNG: its drawing as it stands on the screen, with words around it. */
export interface PictureWords {
  readonly title: string
  /** Below the title: days, freshness, sums. */
  readonly lines: readonly string[]
  readonly legend: readonly LegendEntry[]
}

interface LegendEntry {
  readonly label: string
  /** A custom property of the page's colours. */
  readonly color: `--${string}`
  readonly shape: 'bar' | 'line'
}

/** Pixels of the picture for one of the screen: sharp in print and on fine screens. */
const SCALE = 2
const PAD = 20
const LINE_PX = 18
const TITLE_PX = 26
const LEGEND_PX = 30

/** What a drawing gets from the page's style sheets, which a picture of it does not have. */
const INHERITED = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'opacity',
  'font-size',
  'font-weight',
  'text-anchor',
  'visibility',
] as const

/** Null where the window cannot draw it. */
export async function chartPicture(svg: SVGSVGElement, words: PictureWords): Promise<Uint8Array | null> {
  const { width, height } = svg.getBoundingClientRect()
  const drawing = await imageOf(standalone(svg, width, height))
  const headPx = TITLE_PX + words.lines.length * LINE_PX + 10
  const canvas = document.createElement('canvas')
  canvas.width = Math.round((width + 2 * PAD) * SCALE)
  canvas.height = Math.round((height + headPx + LEGEND_PX + 2 * PAD) * SCALE)
  const context = canvas.getContext('2d')
  if (context === null || drawing === null) return null
  context.scale(SCALE, SCALE)
  const page = getComputedStyle(document.documentElement)
  const colour = (name: string): string => page.getPropertyValue(name).trim()
  context.fillStyle = colour('--panel')
  context.fillRect(0, 0, width + 2 * PAD, height + headPx + LEGEND_PX + 2 * PAD)
  drawHead(context, words, colour)
  context.drawImage(drawing, PAD, PAD + headPx, width, height)
  drawLegend(context, words.legend, PAD + headPx + height + LEGEND_PX / 2, colour)
  return bytesOf(canvas)
}

/** The drawing with its own colours and fonts, readable without this page. */
export function standalone(svg: SVGSVGElement, width: number, height: number): string {
  const copy = svg.cloneNode(true)
  if (!(copy instanceof SVGSVGElement)) throw new Error('a copy of a drawing is a drawing')
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  copy.setAttribute('width', String(width))
  copy.setAttribute('height', String(height))
  const copies = [copy, ...copy.querySelectorAll('*')]
  for (const [place, element] of [svg, ...svg.querySelectorAll('*')].entries()) {
    const style = getComputedStyle(element)
    const target = copies[place]
    for (const name of INHERITED) {
      const value = style.getPropertyValue(name)
      if (value !== '' && value !== 'visible' && value !== 'hidden') target?.setAttribute(name, value)
    }
    target?.removeAttribute('class')
    target?.removeAttribute('style')
  }
  copy.setAttribute('font-family', 'system-ui, sans-serif')
  return new XMLSerializer().serializeToString(copy)
}

async function imageOf(drawing: string): Promise<HTMLImageElement | null> {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawing)}`
  try {
    await image.decode()
    return image
  } catch {
    return null
  }
}

type Colour = (name: string) => string

function drawHead(context: CanvasRenderingContext2D, { title, lines }: PictureWords, colour: Colour): void {
  context.textBaseline = 'top'
  context.fillStyle = colour('--ink')
  context.font = '650 16px "Inter Variable", system-ui, sans-serif'
  context.fillText(title, PAD, PAD)
  context.fillStyle = colour('--ink2')
  context.font = '12px "Inter Variable", system-ui, sans-serif'
  for (const [place, line] of lines.entries()) context.fillText(line, PAD, PAD + TITLE_PX + place * LINE_PX)
}

function drawLegend(
  context: CanvasRenderingContext2D,
  legend: readonly LegendEntry[],
  middle: number,
  colour: Colour,
): void {
  context.textBaseline = 'middle'
  let left = PAD
  for (const { label, color, shape } of legend) {
    context.fillStyle = colour(color)
    if (shape === 'bar') context.fillRect(left, middle - 4, 9, 9)
    else context.fillRect(left - 3, middle - 1, 14, 2)
    context.fillStyle = colour('--ink2')
    context.fillText(label, left + 16, middle)
    left += 16 + context.measureText(label).width + 20
  }
}

async function bytesOf(canvas: HTMLCanvasElement): Promise<Uint8Array | null> {
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'))
  return blob === null ? null : new Uint8Array(await blob.arrayBuffer())
}
