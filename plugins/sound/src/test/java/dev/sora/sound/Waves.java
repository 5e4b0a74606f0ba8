// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes WAV files for tests. */
public final class Waves {

    private Waves() {}

    /** Returns a file of one channel with samples of 16 bits. */
    public static byte[] pcm16(int rate, int... samples) {
        ByteBuffer data = buffer(2 * samples.length);
        for (int sample : samples) {
            data.putShort((short) sample);
        }
        return file(1, 1, rate, 16, data.array());
    }

    /** Returns a file of a sine of half the full scale. */
    public static byte[] sine(int rate, double hertz, int count) {
        int[] samples = new int[count];
        for (int i = 0; i < count; i++) {
            samples[i] = (int) Math.round(16_384 * Math.sin(2 * Math.PI * hertz * i / rate));
        }
        return pcm16(rate, samples);
    }

    /** Returns a file with a plain header. */
    public static byte[] file(int tag, int channels, int rate, int bits, byte[] data) {
        ByteBuffer fmt = buffer(16);
        fmt.putShort((short) tag).putShort((short) channels).putInt(rate);
        fmt.putInt(rate * channels * bits / 8).putShort((short) (channels * bits / 8));
        fmt.putShort((short) bits);
        return riff(chunk("fmt ", fmt.array()), chunk("data", data));
    }

    /** Returns a chunk, padded to an even length. */
    public static byte[] chunk(String name, byte[] data) {
        ByteBuffer chunk = buffer(8 + data.length + (data.length & 1));
        chunk.put(name.getBytes(StandardCharsets.ISO_8859_1)).putInt(data.length).put(data);
        return chunk.array();
    }

    /** Returns a container of chunks. */
    public static byte[] riff(byte[]... chunks) {
        int size = 4;
        for (byte[] chunk : chunks) {
            size += chunk.length;
        }
        ByteBuffer file = buffer(8 + size);
        file.put("RIFF".getBytes(StandardCharsets.ISO_8859_1)).putInt(size);
        file.put("WAVE".getBytes(StandardCharsets.ISO_8859_1));
        for (byte[] chunk : chunks) {
            file.put(chunk);
        }
        return file.array();
    }

    /** Returns a little-endian buffer. */
    public static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Writes a file and the folders above it, and returns its path. */
    public static Path write(Path folder, String name, byte[] bytes) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
