import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppProblem, SessionState } from '#shared/contract/views'
import { BrandMark } from '../../components/brand-mark'
import { LanguageSwitch } from './language-switch'
import './session.css'
import { SignIn } from './sign-in'
import { Unlock } from './unlock'

/** What everyone sees who is not signed in: the bank's question, or only the password of a copy that is here. */
export function SessionScreen({ session }: { readonly session: SessionState }) {
  const { t } = useTranslation('session')
  // Signing in may end at the locked screen, which must then say why it asks for another password.
  const [notice, setNotice] = useState<AppProblem | null>(null)
  const locked = session.phase === 'locked' && session.lastUser !== null ? session.lastUser : null
  return (
    <main className="session">
      <div className="session-top">
        <span className="session-brand">
          <BrandMark size={22} />
          Bendahara
        </span>
        <LanguageSwitch />
      </div>
      <div className="session-centre">
        {locked ? (
          <Unlock key={locked.userId} who={locked} notice={notice} onLeave={() => setNotice(null)} />
        ) : (
          <SignIn session={session} onPreviousPasswordNeeded={setNotice} />
        )}
      </div>
      <p className="session-foot">{t('foot')}</p>
    </main>
  )
}
