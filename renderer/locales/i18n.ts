import i18next, { type i18n as I18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { groupInFours } from '#shared/domain/accounts/account-number'
import { formatAmount } from '../components/format/amount'
import { formatInstant } from '../components/format/instant'
import { resources } from './resources'

export type Language = keyof typeof resources

/** Whether `text` names a language the product speaks. */
export function isLanguage(text: string): text is Language {
  return Object.hasOwn(resources, text)
}

/**
 * Words in both languages. `{{limit, money}}` writes a wire amount, `{{at, instant}}` a moment and
 * `{{number, account}}` an account number as people of that language do.
 */
export function createWords(language: Language): I18n {
  const words = i18next.createInstance()
  void words.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources,
    ns: Object.keys(resources.en),
    defaultNS: 'common',
    // React escapes HTML; what must not get out of a value here is the direction of its text.
    interpolation: { escapeValue: true, escape: isolated },
    // Words are bundled, so the first paint already has them.
    initAsync: false,
    returnNull: false,
    // A code that is only the first part of others, such as `account`, has no words of its own.
    returnedObjectHandler: () => '',
  })
  words.services.formatter?.add('money', (value, lng) => formatAmount(String(value), languageOf(lng)))
  words.services.formatter?.add('account', (value) => groupInFours(String(value)))
  words.services.formatter?.add('instant', (value, lng) => formatInstant(String(value), languageOf(lng)))
  return words
}

/** Right-to-left letters, and invisible characters that turn the direction of what follows them. */
const TURNS = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Bidi_Control}]/u
/** First strong isolate and its end; ends that a value brings along would close it too soon. */
const ISOLATE = '\u2068'
const END = '\u2069'

/** A name or text as part of a sentence, whose other words and figures keep their direction whatever it holds. */
function isolated(value: string): string {
  return TURNS.test(value) ? ISOLATE + value.replaceAll(/[\u2066-\u2069]/g, '') + END : value
}

/** The product's language behind an i18next tag. */
export function languageOf(tag: string | undefined): Language {
  return tag !== undefined && isLanguage(tag) ? tag : 'en'
}
