/** Which dialog stands open, and about what. */
export type OpenDialog =
  /** `under` null: the first current account. */
  | { readonly kind: 'create'; readonly under: string | null }
  | { readonly kind: 'limits' | 'block' | 'edit'; readonly accountId: string }

export type AccountAction = Exclude<OpenDialog['kind'], 'create'>
