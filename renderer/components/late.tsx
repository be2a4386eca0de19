import { type ComponentType, type ReactNode, useEffect, useState } from 'react'

/**
 * A component in a bundle of its own, loaded when it is first shown or by `preload`. Unlike one of `React.lazy` it shows as
 * soon as it is there: what React suspends it holds back until 300 ms have passed since it showed the fallback.
 */
export function late<Props extends object>(load: () => Promise<ComponentType<Props>>, fallback: ReactNode = null) {
  let known: ComponentType<Props> | undefined
  let loading: Promise<ComponentType<Props>> | undefined

  function preload(): Promise<ComponentType<Props>> {
    loading ??= load().then(
      (component) => {
        known = component
        return component
      },
      (error: unknown) => {
        loading = undefined
        throw error
      },
    )
    return loading
  }

  function Late(props: Props) {
    const [Loaded, setLoaded] = useState(() => known)
    useEffect(() => {
      let gone = false
      const show = (component: () => ComponentType<Props>): void => {
        if (!gone) setLoaded(component)
      }
      preload().then(
        (component) => show(() => component),
        // Thrown where it is drawn, for the boundary around it to show.
        (error: unknown) =>
          show(() => {
            throw error
          }),
      )
      return () => {
        gone = true
      }
    }, [])
    return Loaded ? <Loaded {...props} /> : fallback
  }

  return { Late, preload }
}
