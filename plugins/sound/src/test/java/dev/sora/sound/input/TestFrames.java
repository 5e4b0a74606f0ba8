// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.particle.FittedInput;
import dev.sora.tensor.Signal;
import dev.sora.testkit.SampleRecords;
import dev.sora.testkit.Workbench;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Features against their formulas, in 64-bit floats and without a fast transform. */
final class TestFrames {

    private static final int RATE = 8_000;

    @ParameterizedTest
    @CsvSource({"log-mel, slaney", "log-mel, htk", "mfcc, slaney"})
    void agreeWithTheFormulas(String features, String scale) {
        float[] samples = noise(1_000);
        int mels = 20;
        boolean cepstral = features.equals("mfcc");
        Signal signal =
                signal(
                        samples,
                        Map.of(
                                "features",
                                features,
                                "mel_scale",
                                scale,
                                "mels",
                                mels,
                                "normalise",
                                "none",
                                "range",
                                0));
        float[] found = signal.values().toFloatArray();
        int width = cepstral ? 13 : mels;

        assertThat(signal.values().getShape().getShape()).containsExactly(1, 1 + 1_000 / 80, width);
        for (int t = 0; t < 13; t++) {
            double[] expected =
                    logMel(
                            samples,
                            t,
                            mels,
                            MelScale.valueOf(scale.toUpperCase(java.util.Locale.ROOT)));
            for (int k = 0; k < width; k++) {
                double value = cepstral ? cosine(expected, k) : expected[k];
                assertThat((double) found[t * width + k]).isCloseTo(value, within(2e-3));
            }
        }
    }

    /**
     * Values that librosa documents: hz_to_mel(60) is 0.9, and 1 kHz is 15 mel; HTK's 1 kHz is
     * 1000.
     */
    @Test
    void scalesHaveTheirKnownValues() {
        assertThat(MelScale.SLANEY.mel(60)).isCloseTo(0.9, within(1e-9));
        assertThat(MelScale.SLANEY.mel(440)).isCloseTo(6.6, within(1e-9));
        assertThat(MelScale.SLANEY.mel(6_400)).isCloseTo(42, within(1e-9));
        assertThat(MelScale.HTK.mel(1_000)).isCloseTo(999.9855, within(1e-3));
        for (MelScale scale : MelScale.values()) {
            for (double f : new double[] {0, 50, 999, 1_001, 7_000}) {
                assertThat(scale.hertz(scale.mel(f))).isCloseTo(f, within(1e-6));
            }
        }
    }

    /** Each of slaney's filters has an area of 1; the bins sample it. */
    @Test
    void filtersHaveTheirArea() {
        float[] filters = new MelBank(MelScale.SLANEY, 10, 0, 4_000, RATE, 4_096).filters();
        for (int band = 0; band < 10; band++) {
            double area = 0;
            for (int bin = 0; bin <= 2_048; bin++) {
                area += filters[bin * 10 + band] * RATE / 4_096.0;
            }
            assertThat(area).isCloseTo(1, within(0.01));
        }
    }

    /** Frames of silence are raised to 20 dB below the loudest value, whatever the loudness. */
    @Test
    void raisesQuietValues() {
        float[] samples = noise(2_000);
        java.util.Arrays.fill(samples, 1_000, 2_000, 0);
        float[] values =
                signal(samples, Map.of("mels", 8, "normalise", "none", "range", 20))
                        .values()
                        .toFloatArray();
        float loudest = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            loudest = Math.max(loudest, value);
        }

        assertThat(values[values.length - 1])
                .isCloseTo(loudest - (float) (2 * Math.log(10)), within(1e-4f));
    }

    @Test
    void normalisesEachRecord() {
        Signal signal = signal(noise(2_000), Map.of("mels", 8, "normalise", "record"));
        float[] values = signal.values().toFloatArray();
        int frames = values.length / 8;
        for (int k = 0; k < 8; k++) {
            double mean = 0;
            double square = 0;
            for (int t = 0; t < frames; t++) {
                mean += values[t * 8 + k] / frames;
                square += values[t * 8 + k] * values[t * 8 + k] / frames;
            }
            assertThat(mean).isCloseTo(0, within(1e-4));
            assertThat(square).isCloseTo(1, within(1e-2));
        }
    }

    /** A recording at four times the rate has nearly the features of the one at the lower rate. */
    @Test
    void resamplesToTheRateOfTheInput() {
        Map<String, Object> settings =
                new HashMap<>(Map.of("mels", 20, "normalise", "none", "range", 0, "high", 3_000));
        float[] low = signal(tone(RATE, 2_000), settings).values().toFloatArray();
        settings.put("sample_rate", RATE);
        float[] high = signal(tone(4 * RATE, 8_000), settings, 4 * RATE).values().toFloatArray();

        assertThat(high).hasSameSizeAs(low);
        // the loudest band of a frame in the middle
        int frame = 12 * 20;
        int loudest = 0;
        for (int k = 0; k < 20; k++) {
            loudest = low[frame + k] > low[frame + loudest] ? k : loudest;
        }
        assertThat(high[frame + loudest]).isCloseTo(low[frame + loudest], within(0.01f));
    }

    private static float[] tone(int rate, int count) {
        float[] samples = new float[count];
        for (int i = 0; i < count; i++) {
            samples[i] = (float) (0.5 * Math.sin(2 * Math.PI * 1_000 * i / rate));
        }
        return samples;
    }

    private static float[] noise(int count) {
        Random random = new Random(2);
        float[] samples = new float[count];
        for (int i = 0; i < count; i++) {
            samples[i] = (float) (0.1 * random.nextGaussian());
        }
        return samples;
    }

    private static Signal signal(float[] samples, Map<String, Object> settings) {
        return signal(samples, settings, RATE);
    }

    private static Signal signal(float[] samples, Map<String, Object> settings, long rate) {
        Map<String, Object> raw = new HashMap<>(settings);
        raw.put("column", "sound");
        SampleRecords records =
                SampleRecords.of(
                                Column.of("sound", ColumnType.VECTOR),
                                Column.of("sample_rate", ColumnType.INTEGER))
                        .row(samples, rate);
        SoundType type = new SoundType();
        FittedInput fitted = type.create(Workbench.settings(type, raw)).fit(records);
        Workbench bench = new Workbench();
        return fitted.forward(
                bench.upload(fitted.encode(records.list())), bench.pass(false, Map.of()));
    }

    private static double[] logMel(float[] samples, int frame, int mels, MelScale scale) {
        int transform = 256;
        int window = 200;
        double[] power = new double[transform / 2 + 1];
        for (int bin = 0; bin < power.length; bin++) {
            double re = 0;
            double im = 0;
            for (int i = 0; i < window; i++) {
                int at = frame * 80 - transform / 2 + (transform - window) / 2 + i;
                double x = at < 0 || at >= samples.length ? 0 : samples[at];
                double hann = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / window);
                double angle = 2 * Math.PI * bin * (i + (transform - window) / 2) / transform;
                re += x * hann * Math.cos(angle);
                im -= x * hann * Math.sin(angle);
            }
            power[bin] = re * re + im * im;
        }
        double[] logs = new double[mels];
        double top = scale.mel(RATE / 2.0);
        for (int m = 0; m < mels; m++) {
            double left = scale.hertz(top * m / (mels + 1));
            double centre = scale.hertz(top * (m + 1) / (mels + 1));
            double right = scale.hertz(top * (m + 2) / (mels + 1));
            double sum = 0;
            for (int bin = 0; bin < power.length; bin++) {
                double f = (double) bin * RATE / transform;
                double height =
                        Math.max(
                                0,
                                Math.min(
                                        (f - left) / (centre - left),
                                        (right - f) / (right - centre)));
                sum += power[bin] * height * (scale == MelScale.SLANEY ? 2 / (right - left) : 1);
            }
            logs[m] = Math.log(Math.max(sum, 1e-10));
        }
        return logs;
    }

    private static double cosine(double[] logs, int k) {
        double sum = 0;
        for (int n = 0; n < logs.length; n++) {
            sum += logs[n] * Math.cos(Math.PI * k * (2 * n + 1) / (2.0 * logs.length));
        }
        return sum * Math.sqrt((k == 0 ? 1.0 : 2.0) / logs.length);
    }
}
