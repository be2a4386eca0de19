import { describe, expect, it } from 'vitest'
import { formatSpan } from '../../../renderer/components/format/span'

const MINUTE = 60_000

describe('lengths of time', () => {
  it.each([
    [1, '1 minute', '1 menit'],
    [3, '3 minutes', '3 menit'],
    [90, '90 minutes', '90 menit'],
    [120, '2 hours', '2 jam'],
    [47 * 60, '47 hours', '47 jam'],
    [194_211, '135 days', '135 hari'],
  ])('%d minutes are told in the unit people would use', (minutes, english, indonesian) => {
    expect(formatSpan(minutes * MINUTE, 'en')).toBe(english)
    expect(formatSpan(minutes * MINUTE, 'id')).toBe(indonesian)
  })
})
