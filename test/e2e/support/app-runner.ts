import { _electron, type ElectronApplication, type Page, type TestInfo } from '@playwright/test'
import { resolveRuntime } from '../../../scripts/setup/runtime.mjs'

export interface AppOptions {
  readonly userDataDir: string
  /** Undefined: the app starts its bundled bank. */
  readonly bankUrl?: string | undefined
  readonly language: 'en' | 'id'
}

/** The built app as a user starts it, and the ways it can end. */
export class AppRunner {
  private running: ElectronApplication | undefined

  constructor(
    readonly options: AppOptions,
    private readonly info?: TestInfo,
  ) {}

  /** Starts the app and answers its window. */
  async start(): Promise<Page> {
    const { executable, args } = await resolveRuntime()
    this.running = await _electron.launch({
      executablePath: executable,
      args: [
        ...args,
        `--user-data-dir=${this.options.userDataDir}`,
        `--lang=${this.options.language}`,
        ...(this.options.bankUrl ? [`--bank-url=${this.options.bankUrl}`] : []),
      ],
    })
    const window = await this.running.firstWindow()
    await window.setViewportSize({ width: 1280, height: 720 })
    return window
  }

  get electron(): ElectronApplication {
    if (!this.running) throw new Error('the app is not running')
    return this.running
  }

  /** Ends the main process with SIGKILL, as a dead battery would; nothing gets to say goodbye. */
  async kill(): Promise<void> {
    const { running } = this
    if (!running) return
    const closed = running.waitForEvent('close')
    running.process().kill('SIGKILL')
    await closed
    this.running = undefined
  }

  async close(): Promise<void> {
    const { running } = this
    this.running = undefined
    if (!running) return
    if (this.info && this.info.status !== this.info.expectedStatus) {
      const [window] = running.windows()
      const picture = await window?.screenshot().catch(() => undefined)
      if (picture) await this.info.attach('window', { body: picture, contentType: 'image/png' })
    }
    await running.close().catch(() => undefined)
  }
}
