import { resolve } from 'node:path'
import { bankOrigin } from '#main/session/bank-address'
import { Language, type Settings } from '#shared/contract/views'
import { err, ok, type Result } from '#shared/kernel/result'

export interface CommandLine {
  /** Absolute folder of this profile, where the user named one. */
  readonly userDataDir?: string
  /** Origin of the backend to use instead of the bundled bank. */
  readonly bankUrl?: string
  /** Language of the first start; what the user chooses in Settings wins over it. */
  readonly language?: Settings['language']
}

const USAGE = 'Usage: bendahara [--user-data-dir=DIR] [--bank-url=URL] [--lang=en|id]'

/**
 * Reads the app's own options. Everything else is left to Chromium, whose switches share the line.
 * The error is one sentence for standard error, with the usage below it.
 */
export function parseCommandLine(args: readonly string[], workingFolder: string): Result<CommandLine, string> {
  const folder = option(args, '--user-data-dir')
  const bank = option(args, '--bank-url')
  const language = option(args, '--lang')
  for (const read of [folder, bank, language]) if (!read.ok) return read
  const bankUrl = bank.ok && bank.value !== undefined ? readBankUrl(bank.value) : ok(undefined)
  const chosen = language.ok && language.value !== undefined ? readLanguage(language.value) : ok(undefined)
  if (!bankUrl.ok) return bankUrl
  if (!chosen.ok) return chosen
  return ok({
    ...(folder.ok && folder.value !== undefined && { userDataDir: resolve(workingFolder, folder.value) }),
    ...(bankUrl.value !== undefined && { bankUrl: bankUrl.value }),
    ...(chosen.value !== undefined && { language: chosen.value }),
  })
}

/** The value of `--name=value`, the last one where it is repeated. */
function option(args: readonly string[], name: string): Result<string | undefined, string> {
  const given = args.filter((arg) => arg === name || arg.startsWith(`${name}=`)).at(-1)
  if (given === undefined) return ok(undefined)
  const value = given.slice(name.length + 1).trim()
  return value === '' ? refuse(`${name} needs a value: ${name}=…`) : ok(value)
}

function readBankUrl(text: string): Result<string, string> {
  const origin = bankOrigin(text)
  if (origin.ok) return origin
  const reason =
    origin.error.code === 'backend.insecure'
      ? 'must be https (http only for this computer)'
      : 'is not the address of a bank, such as https://bank.example'
  return refuse(`--bank-url ${reason}: ${text}`)
}

function readLanguage(text: string): Result<Settings['language'], string> {
  const language = Language.safeParse(text)
  return language.success ? ok(language.data) : refuse(`--lang is en or id, not: ${text}`)
}

function refuse(sentence: string): Result<never, string> {
  return err(`${sentence}\n${USAGE}`)
}
