// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound.wave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sora.problem.RecordException;
import dev.sora.sound.Waves;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** WAV files of every kind that is read, and what is refused. */
final class TestWaveFile {

    private static final byte[] GOOD = Waves.pcm16(8_000, 1, -2, 3, -4, 5, -6);

    @Test
    void readsSamplesOf16Bits() {
        Sound sound = WaveFile.read(Waves.pcm16(8_000, 0, 16_384, -32_768, 32_767), "a.wav");

        assertThat(sound.rate()).isEqualTo(8_000);
        assertThat(sound.samples()).containsExactly(0f, 0.5f, -1f, 32_767 / 32_768f);
    }

    /** The JDK's conversion takes silence for 1/127: 0x80 is the middle of unsigned samples. */
    @Test
    void readsUnsignedSamplesOf8Bits() {
        byte[] file =
                Waves.file(1, 1, 8_000, 8, new byte[] {(byte) 0x80, (byte) 0xC0, 0, (byte) 0xFF});

        assertThat(WaveFile.read(file, "a.wav").samples())
                .containsExactly(0f, 0.5f, -1f, 127 / 128f);
    }

    @Test
    void readsSamplesOf24And32Bits() {
        byte[] deep = {
            0, 0, 0x40, 0, 0, (byte) 0x80, 1, 0, 0, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF
        };
        float least = 1 / 8_388_608f;

        assertThat(WaveFile.read(Waves.file(1, 1, 44_100, 24, deep), "a.wav").samples())
                .containsExactly(0.5f, -1f, least, -least);
        byte[] wide = Waves.buffer(8).putInt(1 << 30).putInt(Integer.MIN_VALUE).array();
        assertThat(WaveFile.read(Waves.file(1, 1, 44_100, 32, wide), "a.wav").samples())
                .containsExactly(0.5f, -1f);
    }

    @Test
    void readsFloats() {
        byte[] floats = Waves.buffer(8).putFloat(0.25f).putFloat(-1.5f).array();
        byte[] doubles = Waves.buffer(8).putDouble(0.125).array();

        assertThat(WaveFile.read(Waves.file(3, 1, 16_000, 32, floats), "a.wav").samples())
                .containsExactly(0.25f, -1.5f);
        assertThat(WaveFile.read(Waves.file(3, 1, 16_000, 64, doubles), "a.wav").samples())
                .containsExactly(0.125f);
    }

    @Test
    void averagesChannels() {
        byte[] stereo =
                Waves.buffer(8)
                        .putShort((short) 8_192)
                        .putShort((short) 16_384)
                        .putShort((short) -100)
                        .putShort((short) 100)
                        .array();

        assertThat(WaveFile.read(Waves.file(1, 2, 8_000, 16, stereo), "a.wav").samples())
                .containsExactly(0.375f, 0f);
    }

    /** Recorders put 24-bit samples under an extensible header, and a list of facts before them. */
    @Test
    void readsAnExtensibleHeaderAndPassesOverOtherChunks() {
        ByteBuffer fmt = Waves.buffer(40);
        fmt.putShort((short) 0xFFFE).putShort((short) 1).putInt(8_000).putInt(24_000);
        fmt.putShort((short) 3)
                .putShort((short) 24)
                .putShort((short) 22)
                .putShort((short) 24)
                .putInt(4);
        fmt.putShort((short) 1)
                .put(
                        new byte[] {
                            0,
                            0,
                            0,
                            0,
                            0x10,
                            0,
                            (byte) 0x80,
                            0,
                            0,
                            (byte) 0xaa,
                            0,
                            0x38,
                            (byte) 0x9b,
                            0x71
                        });
        byte[] file =
                Waves.riff(
                        Waves.chunk("fmt ", fmt.array()),
                        Waves.chunk("LIST", new byte[3]),
                        Waves.chunk("data", new byte[] {0, 0, 0x40}),
                        Waves.chunk("id3 ", new byte[10]));

        assertThat(WaveFile.read(file, "a.wav").samples()).containsExactly(0.5f);
        file[44] = 9;
        assertProblem(file, "SORA-4520", "number 9");
        file[46] = 9;
        assertProblem(file, "SORA-4520", "a vendor");
    }

    @ParameterizedTest
    @CsvSource({"0, empty", "5, 5 bytes", "11, 11 bytes"})
    void refusesWhatIsNoFile(int length, String have) {
        assertProblem(Arrays.copyOf(GOOD, length), "SORA-4520", have);
    }

    @ParameterizedTest
    @CsvSource({
        "fLaC, FLAC",
        "OggS, Ogg",
        "ID3., MP3",
        "RIFX, big-endian",
        "RF64, 4 GiB",
        "FORM, AIFF"
    })
    void namesTheFormatThatIsNotRead(String start, String format) {
        byte[] file = GOOD.clone();
        System.arraycopy(start.getBytes(StandardCharsets.ISO_8859_1), 0, file, 0, 4);

        assertProblem(file, "SORA-4520", format);
    }

    /** Every file that was cut short is refused: none is read as a shorter sound. */
    @Test
    void refusesAFileThatWasCutAnywhere() {
        for (int length = 12; length < GOOD.length; length++) {
            assertProblem(Arrays.copyOf(GOOD, length), "SORA-4521", "bytes");
        }
    }

    /** ffmpeg writes this when its output is a pipe. */
    @Test
    void refusesAHeaderWithoutLength() {
        byte[] file = GOOD.clone();
        ByteBuffer bytes = ByteBuffer.wrap(file).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(4, -1);
        assertProblem(file, "SORA-4522", "pipe");
        bytes.putInt(4, GOOD.length - 8).putInt(40, -1);
        assertProblem(file, "SORA-4522", "pipe");
    }

    /** Byte 20: coding, 22: channels, 24: rate, 32: size of a frame, 34: bits. */
    @ParameterizedTest
    @CsvSource({
        "20, 6, SORA-4520, A-law",
        "20, 17, SORA-4520, ADPCM",
        "22, 0, SORA-4522, 0 channels",
        "22, 200, SORA-4522, 200 channels",
        "22, 2, SORA-4522, 2 bytes",
        "25, 0, SORA-4522, 64 samples a second",
        "27, 9, SORA-4522, samples a second",
        "32, 4, SORA-4522, 4 bytes",
        "34, 12, SORA-4520, integers of 12 bits",
        "40, 11, SORA-4522, 11 bytes",
    })
    void refusesAHeaderThatLies(int at, int value, String code, String have) {
        byte[] file = GOOD.clone();
        file[at] = (byte) value;

        assertProblem(file, code, have);
    }

    @Test
    void refusesAFileWithoutSamples() {
        assertProblem(Waves.pcm16(8_000), "SORA-4523", "none");
    }

    @Test
    void refusesNumbersThatAreNotFinite() {
        byte[] floats = Waves.buffer(8).putFloat(0).putFloat(Float.NaN).array();

        assertProblem(Waves.file(3, 1, 8_000, 32, floats), "SORA-4523", "sample 2");
    }

    /** Whatever the bytes, the result is a sound or a problem of the record. */
    @Test
    void readsOrRefusesAnyBytes() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] file = GOOD.clone();
            for (int k = 0; k <= random.nextInt(3); k++) {
                file[4 + random.nextInt(40)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(WaveFile.read(file, "a.wav").samples()).isNotEmpty();
            } catch (RecordException e) {
                assertThat(e.problems().get(0).code()).startsWith("SORA-452");
            }
        }
    }

    @Test
    void keepsATone() {
        Sound tone = WaveFile.read(Waves.sine(44_100, 440, 44_100), "a.wav");
        float[] resampled = new Resampler(44_100, 8_000).apply(tone.samples());

        assertThat(resampled).hasSize(8_000);
        for (int i = 200; i < 7_800; i++) {
            assertThat(resampled[i])
                    .isCloseTo(
                            (float) (0.5 * Math.sin(2 * Math.PI * 440 * i / 8_000)), within(2e-4f));
        }
    }

    /** Without a filter, 7 kHz would sound as 1 kHz at a rate of 8 kHz. */
    @Test
    void removesWhatTheNewRateCannotHold() {
        float[] high = WaveFile.read(Waves.sine(16_000, 7_000, 16_000), "a.wav").samples();
        float[] resampled = new Resampler(16_000, 8_000).apply(high);

        for (int i = 200; i < 7_800; i++) {
            assertThat(resampled[i]).isCloseTo(0, within(1e-4f));
        }
    }

    @Test
    void doublesARate() {
        float[] samples = WaveFile.read(Waves.sine(8_000, 1_000, 4_000), "a.wav").samples();
        float[] up = new Resampler(8_000, 16_000).apply(samples);

        assertThat(up).hasSize(8_000);
        for (int i = 200; i < 7_800; i++) {
            assertThat(up[i])
                    .isCloseTo(
                            (float) (0.5 * Math.sin(2 * Math.PI * 1_000 * i / 16_000)),
                            within(2e-4f));
        }
        assertThat(new Resampler(8_000, 8_000).apply(samples)).isSameAs(samples);
    }

    /** The rates have no common factor, so that the filters of 16000 phases are needed. */
    @ParameterizedTest
    @CsvSource({"44101, 44100", "383999, 16000"})
    void takesRatesWithoutACommonFactor(int from, int to) {
        float[] tone = new float[from / 10];
        for (int i = 0; i < tone.length; i++) {
            tone[i] = (float) (0.5 * Math.sin(2 * Math.PI * 440 * i / from));
        }
        float[] resampled = new Resampler(from, to).apply(tone);

        for (int i = 100; i < to / 10 - 100; i++) {
            assertThat(resampled[i])
                    .isCloseTo((float) (0.5 * Math.sin(2 * Math.PI * 440 * i / to)), within(2e-4f));
        }
    }

    /** A folder may hold files of as many rates as it likes. */
    @Test
    void keepsFewResamplers() {
        Resamplers resamplers = new Resamplers(1_000);
        Resampler first = resamplers.from(300_001);
        assertThat(resamplers.from(300_001)).isSameAs(first);
        for (int rate = 1_001; rate < 1_021; rate++) {
            resamplers.from(rate);
        }

        assertThat(resamplers.size()).isEqualTo(8);
    }

    private static void assertProblem(byte[] file, String code, String have) {
        assertThatThrownBy(() -> WaveFile.read(file, "folder/a.wav"))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining(code)
                .hasMessageContaining("folder/a.wav")
                .hasMessageContaining(have);
    }
}
