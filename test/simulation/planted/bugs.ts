import type { PlantedBug } from './planted'

export const PLANTED_BUGS: readonly PlantedBug[] = []

export function findPlanted(name: string): PlantedBug | undefined {
  return PLANTED_BUGS.find((bug) => bug.name === name)
}
