/** Which dialog stands open, and about what. */
export type OpenDialog =
  /** `under` null: the first current account. */
  | { readonly kind: 'create'; readonly under: string | null }
  | { readonly kind: 'import'; readonly under: string | null }
  /** `currentAccountId` null: the first one. */
  | { readonly kind: 'numbering'; readonly currentAccountId: string | null }
  /** `fromId` null: the source is yet to be chosen. */
  | { readonly kind: 'transfer'; readonly fromId: string | null }
  | { readonly kind: 'limits' | 'block' | 'edit' | 'close'; readonly accountId: string }
  /** `to`: where it was dropped; undefined where the place is yet to be chosen. */
  | { readonly kind: 'move'; readonly accountId: string; readonly to?: string }

export type ChangeDialogOf = Extract<OpenDialog, { readonly accountId: string }>
