import { formatInstant, type InstantStyle } from './format/instant'
import { useLanguage } from './format/words'

interface DateTimeProps {
  /** ISO 8601 UTC. */
  readonly at: string
  /** IANA zone; the bank's own by default. */
  readonly zone?: string
  readonly style?: InstantStyle
}

/** A moment with its zone. */
export function DateTime({ at, zone, style = 'auto' }: DateTimeProps) {
  const language = useLanguage()
  return (
    <time dateTime={at} className="num">
      {formatInstant(at, language, { style, ...(zone === undefined ? {} : { zone }) })}
    </time>
  )
}
