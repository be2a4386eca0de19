import { expect, it } from 'vitest'
import { ASK_EVERY_MS, watchConnectivity } from '#main/shell/connectivity'

/** A computer whose network and sleep the test decides; what is told stands beside the seconds since the start. */
function computer() {
  const told: string[] = []
  const state = { online: true, network: 'en0 192.168.1.7', nowMs: Date.parse('2026-07-10T01:00:00.000Z') }
  let check = (): void => {}
  let resume = (): void => {}
  const start = state.nowMs
  const note = (what: string) => () => {
    told.push(`${(state.nowMs - start) / 1000} ${what}`)
  }
  const stop = watchConnectivity(
    {
      isOnline: () => state.online,
      network: () => state.network,
      nowMs: () => state.nowMs,
      every(milliseconds, work) {
        expect(milliseconds).toBe(ASK_EVERY_MS)
        check = work
        return () => {
          check = () => {}
        }
      },
      onResume(listener) {
        resume = listener
        return () => {
          resume = () => {}
        }
      },
    },
    { networkChanged: note('network'), resumed: note('resumed') },
  )
  return {
    state,
    told,
    stop,
    resume: () => resume(),
    awake(seconds: number) {
      for (let each = 0; each < seconds * 1000; each += ASK_EVERY_MS) {
        state.nowMs += ASK_EVERY_MS
        check()
      }
    },
    asleep(seconds: number) {
      state.nowMs += seconds * 1000
    },
  }
}

it('tells when a network goes, comes, or becomes another without ever being away', () => {
  const { state, told, awake } = computer()
  awake(9)
  state.online = false
  awake(6)
  state.online = true
  awake(6)
  state.network = 'en0 10.0.0.4'
  awake(9)
  expect(told).toEqual(['12 network', '18 network', '24 network'])
})

it('tells of a sleep once: by the system, or by the time that nobody asked', () => {
  const { told, awake, asleep, resume } = computer()
  awake(6)
  asleep(7_200)
  resume()
  awake(9)
  asleep(3_600)
  awake(9)
  expect(told).toEqual(['7206 resumed', '10818 resumed'])
})

it('takes the network of after the sleep for the one it has', () => {
  const { state, told, awake, asleep, resume } = computer()
  asleep(600)
  state.network = 'en0 10.0.0.4'
  resume()
  awake(30)
  expect(told).toEqual(['600 resumed'])
})

it('says nothing once stopped', () => {
  const { state, told, awake, resume, stop } = computer()
  stop()
  state.online = false
  awake(9)
  resume()
  expect(told).toEqual([])
})
