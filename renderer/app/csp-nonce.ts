declare global {
  // What `get-nonce` (under Mantine's modals) reads before it adds a style element.
  var __webpack_nonce__: string | undefined
}

/** The nonce that the app:// handler wrote into this load of the page; styles added without it are refused by the CSP. */
export const cspNonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''

globalThis.__webpack_nonce__ = cspNonce
