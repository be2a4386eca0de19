import { notifications } from '@mantine/notifications'

/** Puts a text on the clipboard and says so. */
export async function copyText(text: string | null, done: string): Promise<void> {
  if (text === null) return
  await navigator.clipboard.writeText(text)
  notifications.show({ message: done, autoClose: 2000 })
}
