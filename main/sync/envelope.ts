import { z } from 'zod'
import type { Envelope } from '#shared/contract/http'
import type { PreparedCommand } from '#shared/domain/command'
import { payloadHash } from '#shared/kernel/canonical-json'
import type { JsonObject } from '#shared/kernel/json'
import { instantFromEpochMs } from '#shared/kernel/time'

const JsonArgs = z.record(z.string(), z.json())

/** The arguments as their schema left them, as JSON carries them: what is stored is what is sent and hashed. */
export function envelopeOf(command: PreparedCommand, id: string, dependsOn: string[], nowMs: number): Envelope {
  const { type, version } = command
  const args: JsonObject = JsonArgs.parse(JSON.parse(JSON.stringify(command.args)))
  const createdAt = instantFromEpochMs(nowMs)
  return { id, type, version, args, dependsOn, createdAt, payloadHash: payloadHash({ type, version, args }) }
}
