/** Cabildo's mark: the arcade of a town hall with one door lit. Also drawn in assets/favicon.svg. */
export function BrandMark() {
  return (
    <svg class="brand-mark" viewBox="0 0 48 48" width="48" height="48" aria-hidden="true" focusable="false">
      <path class="brand-wall" d="M4 8h40v4H4zM6 14h36v26h2v3H4v-3h2z" />
      <path class="brand-door" d="M9 40V25.5a4 4 0 0 1 8 0V40zM31 40V25.5a4 4 0 0 1 8 0V40z" />
      <path class="brand-lit" d="M19 40V24a5 5 0 0 1 10 0v16z" />
    </svg>
  );
}
