import { describe, expect, it } from 'vitest';
import { imageState } from './image-state.ts';

describe('imageState', () => {
  it.each([
    [true, 'Successfully Installed', 'ok', null],
    [true, null, 'ok', null],
    [false, null, 'busy', null],
    [false, 'Download not started', 'busy', null],
    [false, '37% Downloaded', 'busy', 37],
    [false, '100 % Downloaded', 'busy', 100],
    [false, 'Installing ISO', 'busy', null],
    [false, 'Download Complete', 'busy', null],
    [false, 'Connection refused', 'bad', null],
  ])('ready %s, status %j → %s', (isReady, status, tone, percent) => {
    expect(imageState({ isReady, status })).toMatchObject({ tone, percent });
  });

  it('keeps the words of a failure', () => {
    expect(imageState({ isReady: false, status: 'Failed post download script: Please provide a correct URL' }).reason).toMatch(
      /^Failed post/,
    );
  });
});
