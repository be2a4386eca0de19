/** What makes a copy unusable here until somebody sees to it; a wrong password or a full disk does not. */
const COPY_FAULTS: ReadonlySet<string> = new Set([
  'storage.damaged',
  'vault.damaged',
  'vault.missing',
  'vault.wrong_key',
  'session.other_identity',
])

/** Whether the user may set the copy aside after this problem: `session.setCopyAside` in ipc.ts. */
export function isCopyFault({ code }: { readonly code: string }): boolean {
  return COPY_FAULTS.has(code)
}
