import {
  IconAlertTriangle,
  IconBan,
  IconCheck,
  IconCircle,
  IconClockHour4,
  IconLock,
  IconRefresh,
  IconSend,
} from '@tabler/icons-react'
import { useWords } from './format/words'

const LOOKS = {
  waiting: { tone: 'wait', Icon: IconClockHour4 },
  at_bank: { tone: 'info', Icon: IconSend },
  confirmed: { tone: 'good', Icon: IconCheck },
  refused: { tone: 'bad', Icon: IconAlertTriangle },
  blocked: { tone: 'bad', Icon: IconBan },
  held: { tone: 'hold', Icon: IconLock },
  syncing: { tone: 'info', Icon: IconRefresh },
  neutral: { tone: 'mute', Icon: IconCircle },
} as const

export type PillState = keyof typeof LOOKS

interface StatePillProps {
  readonly state: PillState
  /** Other words than the state's own, `limit waiting`. */
  readonly label?: string
}

/** A state as icon, word and colour; never colour alone, never cut. */
export function StatePill({ state, label }: StatePillProps) {
  const t = useWords('common')
  const { tone, Icon } = LOOKS[state]
  return (
    <span className={`pill ${tone}`}>
      <Icon size={13} stroke={2} aria-hidden />
      {label ?? t(`state.${state}`)}
    </span>
  )
}
