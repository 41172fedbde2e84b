/** A drawn head for whoever is signed in; nobody's likeness. */
export const Face = ({ size = 32 }: { size?: number }) => (
  <svg className="face" width={size} height={size} viewBox="0 0 48 48" aria-hidden="true">
    <rect width="48" height="48" fill="var(--brand-soft)" />
    <path d="M13.5 22c0-8 4-12 10.5-12s10.5 4 10.5 12v7h-21z" fill="#2E2A28" />
    <path d="M6 50c0-10 7-14 18-14s18 4 18 14z" fill="var(--brand)" />
    <path d="M20 30h8v7q-4 3.500-8 0z" fill="#F4D3B5" />
    <ellipse cx="24" cy="23.500" rx="8.600" ry="9.800" fill="#F4D3B5" />
    <path
      d="M14.800 22c-.6-8 3-12 9.200-12s9.800 4 9.200 12c-1.500-4-4-5.500-9-6-3.500 1.500-8 2-9.400 6z"
      fill="#2E2A28"
    />
  </svg>
);
