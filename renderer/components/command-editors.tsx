import { type ComponentType, createContext, type ReactNode, useContext } from 'react'
import type { Refusal } from '#shared/contract/views'

export interface CommandEditorProps {
  /** The refused command; its arguments prefill the form. */
  readonly row: Refusal
  /** Called after sending anew and after closing without. */
  readonly onDone: () => void
}

export type CommandEditor = ComponentType<CommandEditorProps>

/** Forms by command type. A feature that makes commands gives its own; the app collects them. */
export type CommandEditors = Readonly<Record<string, CommandEditor>>

const Editors = createContext<CommandEditors>({})

/** Lets the refusals inbox open a command's form without knowing the feature it belongs to. */
export function CommandEditorsProvider({
  editors,
  children,
}: {
  readonly editors: CommandEditors
  readonly children: ReactNode
}) {
  return <Editors value={editors}>{children}</Editors>
}

/** The form of a command type, undefined where no feature has one. */
export function useCommandEditor(type: string): CommandEditor | undefined {
  const editors = useContext(Editors)
  return Object.hasOwn(editors, type) ? editors[type] : undefined
}
