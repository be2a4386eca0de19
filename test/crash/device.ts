import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { DemoUser } from '../support/bank-client'
import { GivenFiles } from './given-files'
import { Submissions } from './submissions'
import { Violation } from './violation'

const Settings = z.object({ deviceId: z.string() })

/** One user of the company, who goes from one computer to the next. */
export class Seat {
  readonly devices: Device[] = []

  constructor(
    readonly userId: DemoUser,
    private readonly folder: string,
  ) {
    this.replaceDevice()
  }

  /** The computer at hand. */
  get device(): Device {
    const latest = this.devices.at(-1)
    if (!latest) throw new Error('a seat without a device')
    return latest
  }

  /** The user goes on at another computer, where there is no copy yet. */
  replaceDevice(): void {
    this.devices.push(new Device(join(this.folder, `${this.userId}-${this.devices.length + 1}`)))
  }
}

/** One installation of the app with its profile, from its first start until another takes its place. */
export class Device {
  readonly submissions = new Submissions()
  readonly files = new GivenFiles()
  /** What its user gave as a file before. */
  lastPicture: Uint8Array | undefined
  /** Ids of accounts that its user has opened, latest last. */
  readonly opened: string[] = []
  /** It was started. */
  used = false
  /** Its copy was whole once, so commands can be made. */
  whole = false
  private id: string | undefined

  constructor(readonly userDataDir: string) {}

  /** The id that it shows to the bank, as it lies on the disk; a kill may not change it. */
  ids(): ReadonlySet<string> {
    const path = join(this.userDataDir, 'settings.json')
    if (existsSync(path)) {
      const { deviceId } = Settings.parse(JSON.parse(readFileSync(path, 'utf8')))
      if (this.id !== undefined && deviceId !== this.id) throw new Violation('the kill gave the device another id')
      this.id = deviceId
    }
    return new Set(this.id === undefined ? [] : [this.id])
  }
}
