// The thread's entry, compiled on the way.
import { register } from 'tsx/esm/api'

register()
await import('../../main/vault/derive-key-worker.ts')
