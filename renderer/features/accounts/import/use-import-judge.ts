import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppProblem } from '#shared/contract/views'
import { err, ok, type Result } from '#shared/kernel/result'
import { ask } from '../../../data/bridge'
import { schemeWords } from './import-fields'
import { createRowJudge, type JudgePorts, type JudgeSettings, type RowJudge } from './row-judge'

const PORTS: JudgePorts = {
  checkRows: async (items) => answered(await ask('openings.checkRows', { items })),
  findParents: async (texts) => answered(await ask('openings.findParents', { texts })),
  nowMs: Date.now,
  randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
}

type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: AppProblem }

function answered<T>(answer: Answer<T>): Result<T, AppProblem> {
  return answer.ok ? ok(answer.value) : err(answer.problem)
}

/** One judge for one file: it keeps the ids that its rows were given. */
export function useImportJudge({ prefix, fallback, ids }: Omit<JudgeSettings, 'schemes'>): RowJudge {
  const { i18n } = useTranslation()
  return useMemo(() => {
    const languages = ['en', 'id'].map((language) => i18n.getFixedT(language, 'accounts'))
    return createRowJudge(PORTS, { prefix, fallback, schemes: schemeWords(languages), ...(ids ? { ids } : {}) })
  }, [prefix, fallback, ids, i18n])
}
