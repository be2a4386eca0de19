import { ActionIcon } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router-dom'
import type { AuditDetail } from '#shared/contract/audit-views'
import { AccountNumber, useCopy, useLanguage } from '../../../components'
import type { Viewer } from '../use-viewer'
import { documentWords, subjectWords } from '../words/change-words'
import { exactTime } from '../words/exact-time'
import { deviceWords, personWords } from '../words/person-words'

/** When, who, where and about what. */
export function Facts({ entry, viewer }: { readonly entry: AuditDetail; readonly viewer: Viewer }) {
  const { t } = useTranslation('audit')
  const language = useLanguage()
  const { at, deviceAt, person, deviceId, isThisDevice, commandId } = entry
  return (
    <dl className="audit-facts">
      <Fact label={t('drawer.when')}>
        <time dateTime={at} className="num">
          {exactTime(at, language)}
        </time>
        <p className="dim">{t('drawer.bankTime')}</p>
        {deviceAt !== null && <p className="dim">{t('drawer.deviceTime', { at: exactTime(deviceAt, language) })}</p>}
      </Fact>
      <Fact label={t('drawer.who')}>
        <bdi title={person.id}>{personWords(t, person, viewer.userId)}</bdi>
      </Fact>
      {deviceId !== null && (
        <Fact label={t('drawer.device')}>
          <span title={deviceId}>{deviceWords(t, deviceId, isThisDevice)}</span>
        </Fact>
      )}
      <About entry={entry} maySeeAccounts={viewer.maySeeAccounts} />
      <Fact label={t('drawer.command')}>
        <CommandId id={commandId} />
      </Fact>
    </dl>
  )
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function About({
  entry: { subject },
  maySeeAccounts,
}: {
  readonly entry: AuditDetail
  readonly maySeeAccounts: boolean
}) {
  const { t } = useTranslation('audit')
  const words = subjectWords(t, subject)
  if (words === null) return null
  const { type, name, number, accountId } = subject
  return (
    <Fact label={t('drawer.about')}>
      {accountId !== null && maySeeAccounts ? (
        <Link to={`/accounts/${encodeURIComponent(accountId)}`} className="audit-link">
          <bdi>{words}</bdi>
        </Link>
      ) : (
        <bdi>{words}</bdi>
      )}
      <p className="dim">
        {type !== null && documentWords(t, type) !== words && <>{documentWords(t, type)} </>}
        {number !== null && name !== null && <AccountNumber number={number} />}
      </p>
    </Fact>
  )
}

function CommandId({ id }: { readonly id: string }) {
  const { t } = useTranslation('audit')
  const copyText = useCopy()
  const copy = () => void copyText(id, t('menu.copied'))
  return (
    <span className="audit-command">
      <span className="num" data-selectable>
        {id}
      </span>
      <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t('menu.copyCommand')} onClick={copy}>
        <IconCopy size={14} aria-hidden />
      </ActionIcon>
    </span>
  )
}
