/** @typedef {{ x: number, y: number, width: number, height: number, radius: number, colour: [number, number, number], opacity: number }} RoundedRectangle */

/** Reads the rounded rectangles of an SVG whose every shape is a `<rect>`; anything else is refused rather than left out. */
export function readRectangles(svg) {
  const shapes = [...svg.matchAll(/<(\w+)\b([^>]*)>/g)].filter(([, tag]) => tag !== 'svg' && tag !== 'title')
  return shapes.map(([, tag, attributes]) => {
    if (tag !== 'rect') throw new Error(`The icon may hold only <rect>, not <${tag}>.`)
    const read = (name) => new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1]
    return {
      x: Number(read('x')),
      y: Number(read('y')),
      width: Number(read('width')),
      height: Number(read('height')),
      radius: Number(read('rx') ?? 0),
      colour: readColour(read('fill')),
      opacity: Number(read('fill-opacity') ?? 1),
    }
  })
}

function readColour(hex) {
  const digits = hex.length === 4 ? hex.slice(1).replace(/./g, '$&$&') : hex.slice(1)
  return [0, 2, 4].map((at) => Number.parseInt(digits.slice(at, at + 2), 16))
}

/**
 * Paints the shapes over a transparent square. An edge pixel is covered in proportion to its distance from the outline, which
 * is as smooth as sampling it many times.
 * @param {RoundedRectangle[]} shapes in units of `viewBox`
 * @returns {Buffer} 8-bit RGBA
 */
export function paint(shapes, viewBox, size) {
  const pixels = Buffer.alloc(size * size * 4)
  const unit = viewBox / size
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const point = [(x + 0.5) * unit, (y + 0.5) * unit]
      let colour = [0, 0, 0]
      let alpha = 0
      for (const shape of shapes) {
        const cover = clamp(0.5 - distance(shape, point) / unit) * shape.opacity
        const next = cover + alpha * (1 - cover)
        if (next > 0) {
          colour = colour.map((below, i) => (shape.colour[i] * cover + below * alpha * (1 - cover)) / next)
        }
        alpha = next
      }
      pixels.set([...colour.map(Math.round), Math.round(alpha * 255)], (y * size + x) * 4)
    }
  }
  return pixels
}

/** Signed distance to the outline: negative inside. */
function distance({ x, y, width, height, radius }, [px, py]) {
  const dx = Math.abs(px - x - width / 2) - width / 2 + radius
  const dy = Math.abs(py - y - height / 2) - height / 2 + radius
  return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - radius
}

const clamp = (value) => Math.min(1, Math.max(0, value))
