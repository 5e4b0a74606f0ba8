// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound.wave;

import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * How the samples of a WAV file are stored.
 *
 * @param floats whether samples are floats
 * @param bytes the size of one sample
 * @param channels the number of channels
 * @param rate the number of samples in a second
 * @param problem the problems of the file
 */
record SampleFormat(boolean floats, int bytes, int channels, int rate, WaveProblem problem) {

    private static final int PCM = 1;
    private static final int FLOATS = 3;
    private static final int EXTENSIBLE = 0xFFFE;
    private static final int MOST_CHANNELS = 64;

    /** The rest of the identifier of a format in an extensible header, after its number. */
    private static final long[] REST = {0x0010_0000_0000L, 0x719b3800aa000080L};

    /** Reads the chunk {@code fmt}. */
    static SampleFormat of(ByteBuffer chunk, WaveProblem problem) {
        if (chunk.capacity() < 16) {
            throw problem.header("16 bytes in chunk 'fmt '", chunk.capacity() + " bytes");
        }
        int tag = Short.toUnsignedInt(chunk.getShort(0));
        int channels = Short.toUnsignedInt(chunk.getShort(2));
        long rate = Integer.toUnsignedLong(chunk.getInt(4));
        int block = Short.toUnsignedInt(chunk.getShort(12));
        int bits = Short.toUnsignedInt(chunk.getShort(14));
        if (tag == EXTENSIBLE) {
            tag = extended(chunk, problem);
        }
        if (tag != PCM && tag != FLOATS) {
            throw problem.foreign("samples in the coding " + coding(tag));
        }
        if (channels < 1 || channels > MOST_CHANNELS) {
            throw problem.header(
                    "1 to %d channels".formatted(MOST_CHANNELS), channels + " channels");
        }
        if (rate < Sound.LEAST_RATE || rate > Sound.MOST_RATE) {
            throw problem.header(
                    "%d to %d samples a second".formatted(Sound.LEAST_RATE, Sound.MOST_RATE),
                    String.format(Locale.ROOT, "%d samples a second", rate));
        }
        boolean floats = tag == FLOATS;
        boolean known =
                floats
                        ? bits == 32 || bits == 64
                        : bits == 8 || bits == 16 || bits == 24 || bits == 32;
        if (!known) {
            throw problem.foreign("%s of %d bits".formatted(floats ? "floats" : "integers", bits));
        }
        if (block != channels * bits / 8) {
            throw problem.header(
                    "%d bytes for %d channels of %d bits"
                            .formatted(channels * bits / 8, channels, bits),
                    block + " bytes");
        }
        return new SampleFormat(floats, bits / 8, channels, (int) rate, problem);
    }

    private static int extended(ByteBuffer chunk, WaveProblem problem) {
        if (chunk.capacity() < 40) {
            throw problem.header(
                    "40 bytes in an extensible chunk 'fmt '", chunk.capacity() + " bytes");
        }
        long first = chunk.getLong(24);
        if (first >>> 16 != REST[0] || chunk.getLong(32) != REST[1]) {
            throw problem.foreign("samples in a coding of a vendor");
        }
        return (int) (first & 0xffff);
    }

    private static String coding(int tag) {
        return switch (tag) {
            case 2, 17 -> "ADPCM";
            case 6 -> "A-law";
            case 7 -> "mu-law";
            case 0x55 -> "MP3";
            default -> "number " + tag;
        };
    }

    /** Reads the chunk {@code data} as the mean of its channels. */
    Sound decode(ByteBuffer data) {
        int frame = bytes * channels;
        if (data.capacity() % frame != 0) {
            throw problem.header(
                    "a multiple of %d bytes of samples".formatted(frame),
                    data.capacity() + " bytes");
        }
        int count = data.capacity() / frame;
        if (count == 0) {
            throw problem.samples("at least one sample", "none");
        }
        if (count > Sound.MOST_SAMPLES) {
            throw problem.samples(
                    "at most %d samples".formatted(Sound.MOST_SAMPLES), String.valueOf(count));
        }
        float[] mono = new float[count];
        int position = 0;
        for (int i = 0; i < count; i++) {
            double sum = 0;
            for (int c = 0; c < channels; c++) {
                sum += sample(data, position);
                position += bytes;
            }
            mono[i] = (float) (sum / channels);
            if (!Float.isFinite(mono[i])) {
                throw problem.samples("finite numbers", "sample %d is not one".formatted(i + 1));
            }
        }
        return new Sound(mono, rate);
    }

    private double sample(ByteBuffer data, int at) {
        if (floats) {
            return bytes == 4 ? data.getFloat(at) : data.getDouble(at);
        }
        return switch (bytes) {
            // of these, only samples of 8 bits are unsigned
            case 1 -> ((data.get(at) & 0xff) - 128) / 128.0;
            case 2 -> data.getShort(at) / 32_768.0;
            case 3 -> ((data.get(at) & 0xff) | data.getShort(at + 1) << 8) / 8_388_608.0;
            default -> data.getInt(at) / 2_147_483_648.0;
        };
    }
}
