/** A picture is stored in two sizes: at most 1600 and at most 480 pixels wide or high. */
export type FileSize = 'large' | 'small';

/** Where a stored picture is found, below the city's base. */
export function fileAddress(fileId: number, size: FileSize): string {
  return `/files/${fileId}/${size}`;
}
