import type { WindowPlace } from '#main/session/preferences'

export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export const MINIMUM_SIZE = { width: 960, height: 600 } as const
const DEFAULT_SIZE = { width: 1280, height: 800 } as const
/** So much of the window must be on some display for it to be found and dragged. */
const REACHABLE = { width: 120, height: 40 } as const

export interface InitialPlace {
  readonly width: number
  readonly height: number
  /** Absent: the system centres it. */
  readonly position?: { readonly x: number; readonly y: number }
}

/**
 * Where to open: as it was, made to fit the display it is on; in the middle where that display is no longer there.
 * `workAreas` are the displays without their task bars, the primary one first.
 */
export function initialPlace(saved: WindowPlace | null, workAreas: readonly Rectangle[]): InitialPlace {
  const home = saved === null ? undefined : workAreas.find((area) => isReachable(saved, area))
  const area = home ?? workAreas[0]
  const wanted = saved ?? DEFAULT_SIZE
  const size = {
    width: clamp(wanted.width, MINIMUM_SIZE.width, area?.width ?? wanted.width),
    height: clamp(wanted.height, MINIMUM_SIZE.height, area?.height ?? wanted.height),
  }
  if (saved === null || home === undefined) return size
  return {
    ...size,
    position: {
      x: clamp(saved.x, home.x, home.x + home.width - size.width),
      y: clamp(saved.y, home.y, home.y + home.height - size.height),
    },
  }
}

function isReachable(place: Rectangle, area: Rectangle): boolean {
  const overlapWidth = Math.min(place.x + place.width, area.x + area.width) - Math.max(place.x, area.x)
  const overlapHeight = Math.min(place.y + place.height, area.y + area.height) - Math.max(place.y, area.y)
  return overlapWidth >= REACHABLE.width && overlapHeight >= REACHABLE.height
}

/** The lower bound wins: a display smaller than the minimum still gets a usable window. */
function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high))
}
