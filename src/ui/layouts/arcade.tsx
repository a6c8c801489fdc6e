/** A row of arches with one door lit, as wide as the page: the mark of Cabildo, drawn long. */
export function Arcade() {
  return (
    <svg class="arcade" width="100%" height="56" aria-hidden="true" focusable="false">
      <defs>
        <pattern id="arches" width="64" height="56" patternUnits="userSpaceOnUse">
          <path class="arcade-wall" d="M0 0h64v56H0z" />
          <path class="arcade-open" d="M11 56V33a21 21 0 0 1 42 0v23z" />
        </pattern>
      </defs>
      <rect width="100%" height="56" fill="url(#arches)" />
      <path class="arcade-lit" d="M267 56V33a21 21 0 0 1 42 0v23z" />
    </svg>
  );
}
