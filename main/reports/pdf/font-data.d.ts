/** A font's bytes inside the bundle, as a base64 data URL. */
declare module '*.ttf?inline' {
  const dataUrl: string
  export default dataUrl
}
