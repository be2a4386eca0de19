/** Three lines of a ledger on the accent. */
export function BrandMark({ size }: { readonly size: number }) {
  return (
    <svg className="brand-mark" width={size} height={size} viewBox="0 0 20 20" aria-hidden="true">
      <rect width="20" height="20" rx="5" fill="var(--accent)" />
      <g fill="var(--on-accent)">
        <rect x="5" y="5" width="10" height="2" opacity="0.65" />
        <rect x="5" y="9" width="10" height="2" />
        <rect x="5" y="13" width="10" height="2" opacity="0.65" />
      </g>
    </svg>
  )
}
