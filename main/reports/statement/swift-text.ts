/**
 * The only characters that SWIFT's set x knows: letters, digits, some signs and the blank. Braces frame messages, so they
 * are not among them. Source: SWIFT User Handbook, FIN Standards General Information, character set x.
 */
const OUTSIDE_SET_X = /[^A-Za-z0-9/\-?:().,'+ ]/g

/** What people can still read after the change. */
const NEAREST: Readonly<Record<string, string>> = {
  '&': '+',
  '@': '(at)',
  _: '-',
  '–': '-',
  '—': '-',
  '‐': '-',
  '’': "'",
  '‘': "'",
  '`': "'",
  '"': "'",
  '“': "'",
  '”': "'",
  ';': ',',
  '[': '(',
  ']': ')',
  '{': '(',
  '}': ')',
  '<': '(',
  '>': ')',
  '\\': '/',
  '|': '/',
  ß: 'ss',
  æ: 'ae',
  Æ: 'AE',
  ø: 'o',
  Ø: 'O',
  đ: 'd',
  Đ: 'D',
  ł: 'l',
  Ł: 'L',
}

/** Text in set x on one line: accents are dropped, other characters become their nearest or a blank. */
export function swiftText(text: string): string {
  return Array.from(text, (character) => NEAREST[character] ?? character)
    .join('')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(OUTSIDE_SET_X, ' ')
    .replace(/ +/g, ' ')
    .trim()
}

/** A reference of at most `length` characters: it may neither begin nor end with a slash nor hold two in a row. */
export function swiftReference(text: string, length: number): string {
  const within = swiftText(text)
    .replace(/\/{2,}/g, '/')
    .slice(0, length)
  return within.replace(/^[/ ]+|[/ ]+$/g, '')
}

/**
 * A text in lines of `width`, at most `lines` of them. A line that began with a colon or a dash would be read as the next
 * field or the end of the message, so a blank stands before it.
 */
export function swiftLines(text: string, width: number, lines: number): string[] {
  const found: string[] = []
  let rest = swiftText(text)
  while (rest !== '' && found.length < lines) {
    if (/^[:-]/.test(rest)) rest = ` ${rest}`
    // A blank at the end of a line gets lost on many ways; at the beginning of the next it does not.
    const end = rest.length > width && rest[width - 1] === ' ' ? width - 1 : width
    found.push(rest.slice(0, end))
    rest = rest.slice(end)
  }
  return found
}
