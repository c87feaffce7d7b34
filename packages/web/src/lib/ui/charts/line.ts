/** The path of a line through values, in a box of `width` × `height`; gaps (null) break it. `max` null: the highest value. */
export function linePath(values: readonly (number | null)[], width: number, height: number, max: number | null = null): string {
  const top = max ?? Math.max(...values.map((value) => value ?? 0), Number.EPSILON);
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  let path = '';
  let pen = 'M';
  values.forEach((value, i) => {
    if (value === null) {
      pen = 'M';
      return;
    }
    path += `${pen}${(i * step).toFixed(1)} ${(height - (Math.min(value, top) / top) * height).toFixed(1)}`;
    pen = 'L';
  });
  return path;
}
