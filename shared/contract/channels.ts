/** Apart from the schemas, so that the sandboxed preload script carries two words and not all of zod. */
export const IPC_INVOKE_CHANNEL = 'bendahara:invoke'
export const IPC_EVENT_CHANNEL = 'bendahara:event'
