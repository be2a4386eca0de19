export function isHeadless(): boolean
export function ensureDisplay(): Promise<{ DISPLAY: string | undefined; virtual: boolean; stop: () => Promise<void> }>
