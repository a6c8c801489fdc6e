interface Props {
  readonly src: string;
  /** What is seen; '' when a caption says it already. */
  readonly alt: string;
  /** Pixels of the file, so that nothing jumps when it arrives. */
  readonly width: number;
  readonly height: number;
  readonly caption?: string | undefined;
  /** True for the one picture at the top of a page. */
  readonly eager?: boolean;
}

export function Photo({ src, alt, width, height, caption, eager }: Props) {
  return (
    <figure class="photo">
      <img
        src={src}
        alt={alt}
        width={width}
        height={height}
        loading={eager ? 'eager' : 'lazy'}
        decoding="async"
      />
      {caption && <figcaption>{caption}</figcaption>}
    </figure>
  );
}
