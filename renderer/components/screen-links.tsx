import { createContext, type ReactNode, useContext } from 'react'

/** A screen that the signed-in user may open; its words are `common:screen.<key>`. */
export interface ScreenLink {
  readonly key: string
  readonly path: string
}

const Links = createContext<readonly ScreenLink[]>([])

/** Lets a screen point at the others without knowing them. */
export function ScreenLinksProvider({
  links,
  children,
}: {
  readonly links: readonly ScreenLink[]
  readonly children: ReactNode
}) {
  return <Links value={links}>{children}</Links>
}

/** In the order of the navigation. */
export function useScreenLinks(): readonly ScreenLink[] {
  return useContext(Links)
}
