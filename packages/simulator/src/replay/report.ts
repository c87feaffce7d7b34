/** The score of a replay, a line a file. */

import type { ReplayedExchange } from './replay.ts';

/** Exchanges played and equal in shape. */
export interface FileScore {
  readonly file: string;
  readonly played: number;
  readonly equal: number;
}

/** Scores by file, the sum as the last one under the name `all`. */
export function scoresOf(results: readonly ReplayedExchange[]): FileScore[] {
  const files = [...new Set(results.map(({ file }) => file))];
  return [
    ...files.map((file) =>
      score(
        file,
        results.filter((result) => result.file === file),
      ),
    ),
    score('all', results),
  ];
}

/** The table as it is printed. */
export function formatScores(scores: readonly FileScore[]): string {
  const lines = scores.map(({ file, played, equal }) => {
    const share = ((100 * equal) / Math.max(played, 1)).toFixed(1);
    return `${file.padEnd(5)}${String(played).padStart(7)}${String(equal).padStart(7)}${share.padStart(8)} %`;
  });
  return ['file  played  equal   score', ...lines].join('\n');
}

function score(file: string, results: readonly ReplayedExchange[]): FileScore {
  return { file, played: results.length, equal: results.filter(({ differences }) => differences.length === 0).length };
}
