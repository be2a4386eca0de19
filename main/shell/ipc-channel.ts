import { type BrowserWindow, ipcMain, type WebFrameMain } from 'electron'
import { IPC_EVENT_CHANNEL, IPC_INVOKE_CHANNEL } from '#shared/contract/channels'
import type { IpcAnswer } from '#shared/contract/ipc'

interface Sender {
  readonly isMainFrameOfWindow: boolean
  readonly url: string | null
}

/**
 * Connects the one channel on which the window asks. `answer` may take its time, also to load what it needs: the window
 * is already painting meanwhile.
 */
export function receiveCalls(
  window: () => BrowserWindow | null,
  answer: (sender: Sender, call: unknown, args: unknown) => Promise<IpcAnswer<unknown>>,
): void {
  ipcMain.handle(IPC_INVOKE_CHANNEL, (event, call: unknown, args: unknown) =>
    answer(senderOf(event.senderFrame, window()), call, args),
  )
}

export function sendEvent(window: BrowserWindow | null, event: string, data: unknown): void {
  if (window !== null && !window.isDestroyed()) window.webContents.send(IPC_EVENT_CHANNEL, event, data)
}

function senderOf(frame: WebFrameMain | null, window: BrowserWindow | null): Sender {
  if (frame === null || window === null || window.isDestroyed()) return { isMainFrameOfWindow: false, url: null }
  return { isMainFrameOfWindow: frame === window.webContents.mainFrame, url: frame.url }
}
