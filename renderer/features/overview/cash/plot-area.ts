/** Pixels around the bars: the scale's words at the left, days below. The slider over the chart has the same. */
export const PLOT = { top: 6, right: 8, bottom: 0, left: 0, scale: 62, days: 26 } as const
