import type { Font } from 'fontkit'

declare global {
  namespace PDFKit.Mixins {
    interface PDFFont {
      /** PDFKit takes fonts that fontkit has opened; its published types do not say so. */
      registerFont(name: string, font: Font): this
    }
  }
}
