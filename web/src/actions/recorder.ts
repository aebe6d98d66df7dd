// SPDX-License-Identifier: Apache-2.0
import { onScopeDispose, ref } from 'vue';

const LONGEST = 5 * 60; // seconds; a sentence, not a meeting

/** The microphone. Refused or absent is an answer, not a failure: the sentence can be written. */
export function useRecorder(done: (file: File) => void) {
  const seconds = ref(0);
  const recording = ref(false);
  const refused = ref(false);
  let recorder: MediaRecorder | null = null;
  let timer = 0;

  async function start(): Promise<void> {
    refused.value = false;
    const stream = await navigator.mediaDevices?.getUserMedia({ audio: true }).catch(() => null);
    if (!stream) { refused.value = true; return; }
    const pieces: Blob[] = [];
    recorder = new MediaRecorder(stream, { audioBitsPerSecond: 24_000 });
    recorder.ondataavailable = (event) => { pieces.push(event.data); };
    recorder.onstop = () => {
      stream.getTracks().forEach((track) => { track.stop(); });
      clearInterval(timer);
      recording.value = false;
      const type = (recorder?.mimeType || 'audio/webm').split(';')[0]!;
      done(new File(pieces, `audio.${type.includes('mp4') ? 'm4a' : 'webm'}`, { type }));
    };
    recorder.start();
    recording.value = true;
    seconds.value = 0;
    timer = setInterval(() => { if (++seconds.value >= LONGEST) stop(); }, 1000) as unknown as number;
  }
  function stop(): void { if (recorder?.state === 'recording') recorder.stop(); }
  onScopeDispose(stop);
  return { recording, refused, seconds, start, stop };
}
