/** An element with its content, ready to be written; made by `element` and `text` only, so that nothing is left unescaped. */
export interface XmlNode {
  readonly markup: string
}

/** An element around others; undefined ones are left out. */
export function element(name: string, ...children: readonly (XmlNode | undefined)[]): XmlNode {
  return { markup: `<${name}>${children.map((child) => child?.markup ?? '').join('')}</${name}>` }
}

/** An element that holds text. Attributes by name. */
export function text(name: string, content: string, attributes: Readonly<Record<string, string>> = {}): XmlNode {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`)
  return { markup: `<${name}${written.join('')}>${escaped(content)}</${name}>` }
}

/** A whole document whose root is in a namespace. */
export function xmlDocument(root: string, namespace: string, ...children: readonly XmlNode[]): string {
  const body = children.map((child) => child.markup).join('')
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${escaped(namespace)}">${body}</${root}>\n`
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/**
 * What XML 1.0 has no place for at all, not even as a reference: control characters, halves of surrogate pairs, and the two
 * last code points of the first plane. Source: W3C XML 1.0, production 2 (Char).
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these are meant
const NO_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu

function escaped(content: string): string {
  return content.replace(NO_XML, '').replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}
