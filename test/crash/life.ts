/** After the kill every question fails; before it none may. */
export const unlessOver =
  (isOver: () => boolean) =>
  (error: unknown): undefined => {
    if (!isOver()) throw error
  }
