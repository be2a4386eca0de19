import { readFileSync, writeFileSync } from 'node:fs'
import { inProject } from '../setup/project.mjs'
import { encodePng } from './png.mjs'
import { paint, readRectangles } from './rounded-shapes.mjs'

// Draws the icons of every platform from assets/icon.svg. Run it after changing the drawing and commit what it writes.

const ICO_SIZES = [16, 24, 32, 48, 64, 128, 256]
/** Apple's types by size in pixels; the doubled ones are the "@2x" of half the size. */
const ICNS_TYPES = [
  ['icp4', 16],
  ['icp5', 32],
  ['ic11', 32],
  ['icp6', 64],
  ['ic12', 64],
  ['ic07', 128],
  ['ic08', 256],
  ['ic13', 256],
  ['ic09', 512],
  ['ic14', 512],
  ['ic10', 1024],
]

const asset = (name) => inProject('assets', name)
const shapes = readRectangles(readFileSync(asset('icon.svg'), 'utf8'))
const drawn = new Map()
const png = (size) => {
  if (!drawn.has(size)) drawn.set(size, encodePng(size, paint(shapes, 1024, size)))
  return drawn.get(size)
}

writeFileSync(asset('icon.png'), png(1024))
writeFileSync(asset('icon.ico'), ico(ICO_SIZES))
writeFileSync(asset('icon.icns'), icns(ICNS_TYPES))

/** A directory of 16-byte entries, then the PNGs they point at; a side of 256 is written as 0. */
function ico(sizes) {
  const header = Buffer.alloc(6 + sizes.length * 16)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(sizes.length, 4)
  let offset = header.length
  sizes.forEach((size, index) => {
    const entry = 6 + index * 16
    header.writeUInt8(size % 256, entry)
    header.writeUInt8(size % 256, entry + 1)
    header.writeUInt16LE(1, entry + 4)
    header.writeUInt16LE(32, entry + 6)
    header.writeUInt32LE(png(size).length, entry + 8)
    header.writeUInt32LE(offset, entry + 12)
    offset += png(size).length
  })
  return Buffer.concat([header, ...sizes.map(png)])
}

/** Blocks of type, length and PNG after a head of the same shape; lengths count their own 8 bytes. */
function icns(types) {
  const block = (type, data) => {
    const head = Buffer.alloc(8)
    head.write(type, 0, 'ascii')
    head.writeUInt32BE(data.length + 8, 4)
    return Buffer.concat([head, data])
  }
  return block('icns', Buffer.concat(types.map(([type, size]) => block(type, png(size)))))
}
