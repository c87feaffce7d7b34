/** Where a browser posts a file to, and what it has to show there. */
import { timestamp } from './clock.ts';
import type { Cloud } from './cloud.ts';
import type { Body } from './command.ts';

/** How long the address takes a file. */
const validFor = 3_600_000;

/** The answer of `getUploadParamsFor…`; the thing itself waits for its data meanwhile. */
export function uploadForm({ random, clock }: Cloud, uuid: string): Body {
  return {
    getuploadparams: {
      id: uuid,
      postURL: `https://ssvm.example.net/upload/${uuid}`,
      metadata: random.hex(64),
      expires: timestamp(clock.now() + validFor),
      signature: random.hex(40),
    },
  };
}
