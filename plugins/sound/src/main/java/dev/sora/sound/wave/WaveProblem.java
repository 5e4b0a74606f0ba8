// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound.wave;

import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;

/** The problems of a file that should be a WAV file. */
final class WaveProblem {

    private final String where;

    WaveProblem(String where) {
        this.where = where;
    }

    RecordException foreign(String format) {
        return new RecordException(
                Problem.of("SORA-4520", "the file is not a WAV file")
                        .where(where)
                        .needs("RIFF WAVE with PCM samples of 8, 16, 24 or 32 bits, or floats")
                        .have(format)
                        .fix("convert it, for example: ffmpeg -i FILE -c:a pcm_s16le FILE.wav"));
    }

    RecordException cut(String needs, String have) {
        return new RecordException(
                Problem.of("SORA-4521", "the WAV file is shorter than its header states")
                        .where(where)
                        .needs(needs)
                        .have(have)
                        .fix("fetch or record it again, remove it, or set 'on_error: skip'"));
    }

    RecordException header(String needs, String have) {
        return new RecordException(
                Problem.of("SORA-4522", "the header of the WAV file contradicts itself")
                        .where(where)
                        .needs(needs)
                        .have(have)
                        .fix(
                                "save it again with another program, remove it, or set 'on_error:"
                                        + " skip'"));
    }

    RecordException samples(String needs, String have) {
        return new RecordException(
                Problem.of("SORA-4523", "the samples of the WAV file cannot be used")
                        .where(where)
                        .needs(needs)
                        .have(have)
                        .fix("record it again, remove it, or set 'on_error: skip'"));
    }
}
