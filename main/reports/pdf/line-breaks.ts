/** How wide a text is, in points. */
export type Measure = (text: string) => number

/**
 * Breaks a text into at most `mostLines` lines of `width` points, between words where it can. What does not fit ends in an
 * ellipsis, so that nothing runs into the next column.
 */
export function brokenLines(text: string, width: number, mostLines: number, measure: Measure): string[] {
  if (measure(text) <= width) return [text]
  const lines: string[] = []
  let rest = text
  while (rest !== '' && lines.length < mostLines - 1) {
    const end = endOfLine(rest, width, measure)
    lines.push(rest.slice(0, end).trimEnd())
    rest = rest.slice(end).trimStart()
  }
  if (rest !== '') lines.push(measure(rest) <= width ? rest : shortened(rest, width, measure))
  return lines
}

/** Where the line ends: after its last word that fits, or within a word that is longer than the line. */
function endOfLine(text: string, width: number, measure: Measure): number {
  const fitting = fittingLength(text, width, measure)
  if (fitting === text.length) return fitting
  const blank = text.lastIndexOf(' ', fitting)
  return blank > 0 ? blank + 1 : fitting
}

function shortened(text: string, width: number, measure: Measure): string {
  return `${text.slice(0, fittingLength(text, width - measure('…'), measure)).trimEnd()}…`
}

/** Code units from the start that fit, at least one character and never half of one. */
function fittingLength(text: string, width: number, measure: Measure): number {
  let length = 0
  let used = 0
  for (const character of text) {
    used += measure(character)
    if (used > width && length > 0) return length
    length += character.length
  }
  return length
}
