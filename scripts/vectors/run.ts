import { readFileSync } from 'node:fs'
import { calculateVector } from '#shared/domain/vectors'
import type { JsonValue } from '#shared/kernel/json'

type VectorCase = { readonly kind: string; readonly input: unknown }
type VectorAnswer =
  | { readonly kind: string; readonly output: JsonValue }
  | { readonly kind: string; readonly error: { readonly code: string; readonly message: string } }

/**
 * Answers worked cases with the product's own calculations: reads `[{kind, input}]` from the file at `path` and prints
 * `[{kind, output}]` in the same order. A case that cannot be answered gets `{kind, error: {code, message}}` and makes
 * the exit code 1; a file that cannot be read as a list of cases is named on stderr with exit code 2.
 */
export function runVectors(path: string): void {
  const cases = readCases(path)
  if (typeof cases === 'string') {
    process.stderr.write(`vectors: ${cases}\n`)
    process.exitCode = 2
    return
  }
  const answers = cases.map(answer)
  process.stdout.write(`${JSON.stringify(answers, null, 2)}\n`)
  if (answers.some((each) => 'error' in each)) process.exitCode = 1
}

function answer({ kind, input }: VectorCase): VectorAnswer {
  const result = calculateVector(kind, input)
  if (result.ok) return { kind, output: result.value }
  const { code, params } = result.error
  return { kind, error: { code, message: messageOf(code, params) } }
}

function messageOf(code: string, params: Readonly<Record<string, JsonValue>> = {}): string {
  const details = Object.entries(params).map(
    ([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  )
  return details.length === 0 ? code : `${code} (${details.join(', ')})`
}

/** The cases, or what is wrong with the file in words. */
function readCases(path: string): readonly VectorCase[] | string {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    return `cannot read ${path}: ${error instanceof Error ? error.message : String(error)}`
  }
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch (error) {
    return `${path} is not JSON: ${error instanceof Error ? error.message : String(error)}`
  }
  if (!Array.isArray(parsed)) return `${path} does not hold a list of {kind, input}`
  return parsed.map(toCase)
}

function toCase(item: unknown): VectorCase {
  if (typeof item !== 'object' || item === null) return { kind: '', input: undefined }
  const kind = 'kind' in item && typeof item.kind === 'string' ? item.kind : ''
  return { kind, input: 'input' in item ? item.input : undefined }
}
