import { type NotificationData, notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'

type NoticeOptions = Pick<NotificationData, 'title' | 'color' | 'autoClose'>

/** Says something where the user looks at any time; what can be closed has a name for who cannot see it. */
export function useNotice(): (message: string, options?: NoticeOptions) => void {
  const { t } = useTranslation('common')
  return (message, options = {}) => {
    notifications.show({ ...options, message, closeButtonProps: { 'aria-label': t('close') } })
  }
}

const COPIED_MS = 2_000

/** Copies a text, and then says what was copied. */
export function useCopy(): (text: string, copied: string) => Promise<void> {
  const notice = useNotice()
  return async (text, copied) => {
    await navigator.clipboard.writeText(text)
    notice(copied, { autoClose: COPIED_MS })
  }
}
