import { describe, expect, it } from 'vitest'
import { watchIdleness } from '#main/shell/auto-lock'
import { externalLink } from '#main/shell/external-links'
import { menuTemplate } from '#main/shell/menu'
import { menuWords } from '#main/shell/menu-words'
import { redact } from '#main/shell/redaction'
import { initialPlace } from '#main/shell/window-place'

describe('links handed to the system', () => {
  it('opens the call centre and nothing that resembles it', () => {
    expect(externalLink('tel:14000')).toBe('tel:14000')
    for (const url of [
      'tel:140001',
      'tel:14000;x=1',
      'https://example.com',
      'https://example.com/#tel:14000',
      'file:///etc/passwd',
      'javascript:alert(1)',
      '\\\\server\\share',
      'smb://server/share',
      '',
    ]) {
      expect(externalLink(url), url).toBeUndefined()
    }
  })
})

describe('where the window opens', () => {
  const screen = { x: 0, y: 0, width: 1920, height: 1040 }
  const saved = { x: 100, y: 50, width: 1400, height: 900, maximized: false }

  it('opens as it was', () => {
    expect(initialPlace(saved, [screen])).toEqual({ width: 1400, height: 900, position: { x: 100, y: 50 } })
  })
  it('opens at its first size in the middle', () => {
    expect(initialPlace(null, [screen])).toEqual({ width: 1280, height: 800 })
  })
  it('comes back from a display that is gone', () => {
    expect(initialPlace({ ...saved, x: 4000 }, [screen])).toEqual({ width: 1400, height: 900 })
  })
  it('is pulled into its display and made to fit', () => {
    expect(initialPlace({ ...saved, x: 1700, y: -300, width: 2400 }, [screen])).toEqual({
      width: 1920,
      height: 900,
      position: { x: 0, y: 0 },
    })
  })
  it('is never smaller than its smallest', () => {
    const tiny = { ...saved, width: 200, height: 100 }
    expect(initialPlace(tiny, [{ ...screen, width: 800 }])).toMatchObject({ width: 960, height: 600 })
  })
})

describe('log redaction', () => {
  it('hides secrets by name and by shape', () => {
    const text = JSON.stringify(
      redact({
        password: 'canary1',
        user: { refreshToken: 'canary2', name: 'Maker' },
        list: [{ authorization: 'Bearer canary3' }],
        message: 'request failed: Bearer canary4.x.y {"accessToken":"canary5"}',
        bytes: new Uint8Array([99, 97, 110]),
      }),
    )
    expect(text).not.toMatch(/canary/)
    expect(text).toContain('Maker')
  })
  it('keeps the story of an error', () => {
    expect(redact(new RangeError('no id for time -1'))).toContain('no id for time -1')
  })
})

describe('native menu', () => {
  function accelerators(platform: NodeJS.Platform, packaged: boolean) {
    const chosen: string[] = []
    const template = menuTemplate({
      platform,
      words: menuWords('id'),
      packaged,
      choose: (item) => chosen.push(item),
    })
    const items = template.flatMap((menu) => (Array.isArray(menu.submenu) ? menu.submenu : []))
    return { items, chosen, of: (id: string) => items.find((item) => item.id === id)?.accelerator }
  }

  it.each(['darwin', 'win32', 'linux'] as const)('has the keys people rely on, on %s', (platform) => {
    const menu = accelerators(platform, true)
    expect([menu.of('new'), menu.of('palette'), menu.of('lock'), menu.of('settings')]).toEqual([
      'CmdOrCtrl+N',
      'CmdOrCtrl+K',
      'CmdOrCtrl+L',
      'CmdOrCtrl+,',
    ])
    expect(menu.items.some((item) => item.role === 'quit')).toBe(true)
  })

  it('offers reload and developer tools only from source', () => {
    const roles = (packaged: boolean) => accelerators('linux', packaged).items.map((item) => item.role)
    expect(roles(false)).toEqual(expect.arrayContaining(['reload', 'toggleDevTools']))
    expect(roles(true)).not.toEqual(expect.arrayContaining(['reload']))
    expect(roles(true)).not.toEqual(expect.arrayContaining(['toggleDevTools']))
  })
})

describe('auto-lock', () => {
  function watched(minutes: number) {
    let idle = 0
    let check = () => {}
    let away = () => {}
    const locks: string[] = []
    watchIdleness(
      {
        idleSeconds: () => idle,
        onAway: (listener) => {
          away = listener
          return () => {}
        },
        every: (_ms, work) => {
          check = work
          return () => {}
        },
      },
      () => minutes,
      (why) => locks.push(why),
    )
    return {
      locks,
      sit(seconds: number) {
        idle = seconds
        check()
      },
      leave: () => away(),
    }
  }

  it('locks after the set minutes and not a second before', () => {
    const desk = watched(15)
    desk.sit(15 * 60 - 1)
    expect(desk.locks).toEqual([])
    desk.sit(15 * 60)
    expect(desk.locks).toEqual(['idle'])
  })
  it('never locks for idleness at 0, but does when the computer sleeps', () => {
    const desk = watched(0)
    desk.sit(1_000_000)
    expect(desk.locks).toEqual([])
    desk.leave()
    expect(desk.locks).toEqual(['away'])
  })
})
