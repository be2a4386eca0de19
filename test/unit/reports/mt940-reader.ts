/**
 * Reads MT940 back, from the format's description and knowing nothing of the writer: fields begin with `:tag:` at the start
 * of a line, other lines belong to the field before, a dash alone ends the message. Amounts in hundredths.
 */
export interface ReadStatement {
  readonly fields: readonly { readonly tag: string; readonly lines: readonly string[] }[]
  readonly account: string
  readonly opening: ReadBalance
  readonly closing: ReadBalance
  readonly available: ReadBalance | null
  readonly lines: readonly ReadLine[]
}

export interface ReadBalance {
  readonly minor: bigint
  readonly date: string
  readonly currency: string
}

export interface ReadLine {
  readonly valueDate: string
  readonly entryDate: string
  readonly minor: bigint
  readonly type: string
  readonly reference: string
  readonly bankReference: string
  readonly narrative: string
}

export function readMt940(text: string): ReadStatement {
  const fields = fieldsOf(text)
  const only = (tag: string): string => {
    const found = fields.filter((field) => field.tag === tag)
    if (found.length !== 1) throw new Error(`${found.length} fields :${tag}:`)
    return found[0]?.lines.join('') ?? ''
  }
  const has64 = fields.some((field) => field.tag === '64')
  return {
    fields,
    account: only('25'),
    opening: balanceOf(only('60F')),
    closing: balanceOf(only('62F')),
    available: has64 ? balanceOf(only('64')) : null,
    lines: linesOf(fields),
  }
}

function fieldsOf(text: string): { tag: string; lines: string[] }[] {
  const rows = text.split('\r\n')
  if (rows.pop() !== '' || rows.pop() !== '-') throw new Error('the message does not end with a dash')
  const fields: { tag: string; lines: string[] }[] = []
  for (const row of rows) {
    const begins = /^:(\d{2}[A-Z]?):(.*)$/.exec(row)
    const [, tag, first] = begins ?? []
    if (tag !== undefined && first !== undefined) fields.push({ tag, lines: [first] })
    else if (row.startsWith('-')) throw new Error('the message ends before its end')
    else fields.at(-1)?.lines.push(row)
  }
  return fields
}

function linesOf(fields: readonly { tag: string; lines: readonly string[] }[]): ReadLine[] {
  const found: ReadLine[] = []
  for (const [index, field] of fields.entries()) {
    if (field.tag !== '61') continue
    const match =
      /^(\d{6})(\d{4})(C|D|RC|RD)(\d{1,14},\d{0,2})([NSF][A-Z0-9]{3})([^/](?:(?!\/\/).){0,15})(?:\/\/(.{1,16}))?$/.exec(
        field.lines.join('\n'),
      )
    if (match === null) throw new Error(`not a line: ${field.lines.join('\n')}`)
    const [, valueDate = '', entryDate = '', mark = '', amount = '', type = '', reference = '', bankReference = ''] =
      match
    const next = fields[index + 1]
    const narrative = next?.tag === '86' ? next.lines.join('') : ''
    found.push({ valueDate, entryDate, minor: signedMinor(mark, amount), type, reference, bankReference, narrative })
  }
  return found
}

function balanceOf(text: string): ReadBalance {
  const match = /^([CD])(\d{6})([A-Z]{3})(\d{1,14},\d{0,2})$/.exec(text)
  if (match === null) throw new Error(`not a balance: ${text}`)
  const [, mark = '', date = '', currency = '', amount = ''] = match
  return { minor: signedMinor(mark, amount), date, currency }
}

function signedMinor(mark: string, amount: string): bigint {
  if (amount.length > 15) throw new Error(`an amount of ${amount.length} places`)
  const [whole = '', decimals = ''] = amount.split(',')
  const minor = BigInt(whole + decimals.padEnd(2, '0'))
  return mark === 'D' || mark === 'RC' ? -minor : minor
}
