// @vitest-environment node
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const css = readFileSync(fileURLToPath(new URL('./tokens.css', import.meta.url)), 'utf8');

/** oklch → linear sRGB (Ottosson), clipped to what a screen shows. */
function linear(l: number, c: number, h: number): [number, number, number] {
  const [a, b] = [c * Math.cos((h * Math.PI) / 180), c * Math.sin((h * Math.PI) / 180)];
  const [x, y, z] = [
    (l + 0.3963377774 * a + 0.2158037573 * b) ** 3,
    (l - 0.1055613458 * a - 0.0638541728 * b) ** 3,
    (l - 0.0894841775 * a - 1.291485548 * b) ** 3,
  ];
  const clip = (value: number) => Math.min(1, Math.max(0, value));
  return [
    clip(4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z),
    clip(-1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z),
    clip(-0.0041960863 * x - 0.7034186147 * y + 1.707614701 * z),
  ];
}

const luminance = ([r, g, b]: [number, number, number]) => 0.2126 * r + 0.7152 * g + 0.0722 * b;

/** Both values of a token: light first. */
function token(name: string): [number, number] {
  const line = new RegExp(`--${name}: light-dark\\(oklch\\(([^)]+)\\), oklch\\(([^)]+)\\)\\)`).exec(css);
  if (!line) throw new Error(`no token ${name}`);
  return line.slice(1, 3).map((numbers) => luminance(linear(...(numbers.split(' ').map(Number) as [number, number, number])))) as [
    number,
    number,
  ];
}

const contrast = (a: number, b: number) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);

const texts = ['ink', 'dim', 'accent', 'ok', 'busy', 'warn', 'bad'];
const surfaces = ['canvas', 'sheet', 'raised'];

describe('contrast', () => {
  it.each(texts.flatMap((text) => surfaces.map((surface) => [text, surface] as const)))(
    '%s on %s is readable in both themes',
    (text, surface) => {
      const [textLight, textDark] = token(text);
      const [surfaceLight, surfaceDark] = token(surface);
      expect(contrast(textLight, surfaceLight)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(textDark, surfaceDark)).toBeGreaterThanOrEqual(4.5);
    },
  );

  it('holds for words on the main action', () => {
    const [onLight, onDark] = token('on-accent');
    const [light, dark] = token('accent');
    expect(contrast(onLight, light)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(onDark, dark)).toBeGreaterThanOrEqual(4.5);
  });

  it('lets filled amber be seen beside the sheet', () => {
    const [fillLight, fillDark] = token('warn-fill');
    const [light, dark] = token('sheet');
    expect(contrast(fillLight, light)).toBeGreaterThanOrEqual(3);
    expect(contrast(fillDark, dark)).toBeGreaterThanOrEqual(3);
  });
});
