import { Select, type SelectProps } from '@mantine/core'
import { useState } from 'react'

/**
 * A field with a list of choices that exists only while it is open, so that the field is the only thing found under its
 * label. Mantine learns such a list's id after it has drawn the field, which would go on saying that it is closed to a
 * screen reader: hence the field is drawn once more.
 *
 * In a dialog (`inDialog`) the list stands apart at the page's end, so that within the dialog its label names one thing.
 */
export function ChoiceField({ inDialog = false, ...props }: SelectProps & { readonly inDialog?: boolean }) {
  const [isListThere, setIsListThere] = useState(false)
  return (
    <Select
      {...props}
      comboboxProps={{ keepMounted: false, withinPortal: inDialog, ...props.comboboxProps }}
      data-list={isListThere || undefined}
      onDropdownOpen={() => requestAnimationFrame(() => setIsListThere(true))}
      onDropdownClose={() => setIsListThere(false)}
    />
  )
}
