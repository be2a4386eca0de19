export function resolveRuntime(): Promise<{ executable: string; args: string[] }>
export function platformFlags(): string[]
