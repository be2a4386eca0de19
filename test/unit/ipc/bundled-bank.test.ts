import { describe, expect, it } from 'vitest'
import { type BankProcess, createBundledBank } from '#main/session/bundled-bank'

/** A stand-in for the bank's process whose life the test decides. */
function scripted() {
  const launches: { port: number; becomeReady(url: string): void; die(): void; stopped: boolean }[] = []
  const waits: number[] = []
  const bank = createBundledBank({
    launch(port) {
      let exit = (): void => {}
      let ready = (_url: string | null): void => {}
      const exited = new Promise<void>((resolve) => {
        exit = resolve
      })
      const launch = {
        port,
        stopped: false,
        becomeReady: (url: string) => ready(url),
        die() {
          ready(null)
          exit()
        },
      }
      launches.push(launch)
      const process: BankProcess = {
        ready: new Promise((resolve) => {
          ready = resolve
        }),
        exited,
        stop() {
          launch.stopped = true
          launch.die()
        },
      }
      return process
    },
    // The limit for a start never ends here; the pauses between tries end at once.
    wait(milliseconds) {
      waits.push(milliseconds)
      return milliseconds >= 20_000 ? new Promise(() => {}) : Promise.resolve()
    },
    log: () => {},
  })
  const settled = () => new Promise((resolve) => setTimeout(resolve, 5))
  const launch = (n: number) => {
    const found = launches[n]
    if (!found) throw new Error(`no launch ${n}`)
    return found
  }
  return { bank, launches, launch, waits, settled }
}

describe('bundled bank', () => {
  it('starts when it is asked for, once, however often it is asked for', async () => {
    const { bank, launches, launch } = scripted()
    expect(launches).toHaveLength(0)
    expect(bank.lastAddress()).toBeNull()
    const asked = [bank.address(), bank.address()]
    launch(0).becomeReady('http://127.0.0.1:4711')
    expect(await Promise.all(asked)).toEqual([
      { ok: true, value: 'http://127.0.0.1:4711' },
      { ok: true, value: 'http://127.0.0.1:4711' },
    ])
    expect(launches).toHaveLength(1)
    expect(bank.lastAddress()).toBe('http://127.0.0.1:4711')
  })

  it('starts again on its port when it dies, waiting longer each time', async () => {
    const { bank, launches, launch, waits, settled } = scripted()
    const first = bank.address()
    launch(0).becomeReady('http://127.0.0.1:4711')
    await first
    for (let death = 0; death < 3; death++) {
      launch(death).die()
      await settled()
      launch(death + 1).becomeReady('http://127.0.0.1:4711')
      await settled()
    }
    expect(launches.map(({ port }) => port)).toEqual([0, 4711, 4711, 4711])
    expect(waits.filter((wait) => wait < 20_000)).toEqual([500, 1000, 2000])
    expect(await bank.address()).toMatchObject({ ok: true })
  })

  it('says after three tries that it cannot start, and tries again when asked again', async () => {
    const { bank, launches, launch, settled } = scripted()
    const asked = bank.address()
    for (let n = 0; n < 3; n++) {
      launch(n).die()
      await settled()
    }
    expect(await asked).toEqual({ ok: false, error: { code: 'bank.start_failed' } })
    const again = bank.address()
    await settled()
    expect(launches).toHaveLength(4)
    launch(3).becomeReady('http://127.0.0.1:4712')
    expect(await again).toMatchObject({ ok: true })
  })

  it('stays stopped once stopped', async () => {
    const { bank, launches, launch, settled } = scripted()
    const asked = bank.address()
    launch(0).becomeReady('http://127.0.0.1:4711')
    await asked
    await bank.stop()
    await settled()
    expect(launch(0).stopped).toBe(true)
    expect(launches).toHaveLength(1)
    expect(await bank.address()).toEqual({ ok: false, error: { code: 'bank.start_failed' } })
  })
})
