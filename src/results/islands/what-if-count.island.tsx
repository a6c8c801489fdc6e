/** The thread that counts: a large contest must not freeze the page that waits for it. */
import { readBallots, type WhatIfQuestion, whatIf } from '../what-if.ts';

type Message = { readonly file: ArrayBuffer; readonly minorPerUnit: number } | WhatIfQuestion;

let profile: ReturnType<typeof readBallots>;

// The first message brings the file, every other one a question.
addEventListener('message', ({ data }: MessageEvent<Message>) => {
  if ('file' in data) {
    profile = readBallots(new Uint8Array(data.file), data.minorPerUnit);
    return;
  }
  postMessage(profile ? whatIf(profile, data) : null);
});
