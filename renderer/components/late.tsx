import { type ComponentType, type ReactNode, useEffect, useState } from 'react'
import { reportFault } from '../data/faults'

interface LateOptions {
  /** Stands there until it is loaded. */
  readonly meanwhile?: ReactNode
  /** Whether what is around it does without it where it cannot be loaded. Else that is a fault of the screen. */
  readonly isOptional?: boolean
}

/**
 * A component in a bundle of its own, loaded when it is first shown or by `preload`. Unlike one of `React.lazy` it shows as
 * soon as it is there: what React suspends it holds back until 300 ms have passed since it showed the fallback.
 */
export function late<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  { meanwhile = null, isOptional = false }: LateOptions = {},
) {
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
        (error: unknown) => {
          if (isOptional) reportFault('screen', error)
          // Thrown where it is drawn, for the boundary around it to show.
          else
            show(() => {
              throw error
            })
        },
      )
      return () => {
        gone = true
      }
    }, [])
    return Loaded ? <Loaded {...props} /> : meanwhile
  }

  return { Late, preload }
}
