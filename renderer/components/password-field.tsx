import { PasswordInput, type PasswordInputProps } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

/**
 * A field for a password, with an eye to look at what was typed. The eye's name leaves the word "password" out, so that
 * the field is the only thing found under it.
 */
export function PasswordField(props: PasswordInputProps) {
  const { t } = useTranslation('common')
  const [visible, setVisible] = useState(false)
  return (
    <PasswordInput
      {...props}
      visible={visible}
      onVisibilityChange={setVisible}
      visibilityToggleButtonProps={{ 'aria-label': t('showTyped') }}
    />
  )
}
