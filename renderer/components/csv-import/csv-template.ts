export interface CsvTemplate<Key extends string> {
  /** Without extension. */
  readonly fileName: string
  /** As the user's locale writes them. */
  readonly examples: readonly Readonly<Record<Key, string>>[]
}
