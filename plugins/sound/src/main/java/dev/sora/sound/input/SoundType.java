// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound.input;

import dev.sora.data.ColumnType;
import dev.sora.particle.InputParticle;
import dev.sora.particle.InputType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.sound.wave.Sound;
import java.util.List;
import java.util.Locale;

/** {@code sound}: sounds as a sequence of spectra. */
public final class SoundType implements InputType {

    private static final Setting<String> COLUMN =
            Setting.column("column", "The column of samples.", ColumnType.VECTOR).required();
    private static final Setting<String> RATE_COLUMN =
            Setting.column(
                            "rate_column",
                            "The column of the sampling rate of each sound, in hertz.",
                            ColumnType.INTEGER,
                            ColumnType.NUMBER)
                    .orElse("sample_rate");
    private static final Setting<Long> SAMPLE_RATE =
            Setting.integer(
                            "sample_rate",
                            "The rate to which all sounds are resampled, in hertz; the lowest one"
                                    + " of the training data by default. Sounds with a lower rate are"
                                    + " refused, because they lack frequencies.")
                    .atLeast(Sound.LEAST_RATE)
                    .atMost(Sound.MOST_RATE);
    private static final Setting<String> FEATURES =
            Setting.choice(
                            "features",
                            "log-mel: natural logarithms of the power in mel bands; mfcc: their"
                                    + " discrete cosine transform (Davis and Mermelstein, 1980).",
                            List.of("log-mel", "mfcc"))
                    .orElse("log-mel");
    private static final Setting<Long> MELS =
            Setting.integer("mels", "Number of mel bands.").atLeast(1).atMost(512).orElse(40L);
    private static final Setting<Long> COEFFICIENTS =
            Setting.integer("coefficients", "With mfcc: number of coefficients, the first ones.")
                    .atLeast(1)
                    .atMost(512)
                    .orElse(13L);
    private static final Setting<Double> WINDOW =
            Setting.number("window", "Length of the Hann window in seconds.")
                    .atLeast(0.001)
                    .atMost(1)
                    .orElse(0.025);
    private static final Setting<Double> HOP =
            Setting.number("hop", "Distance between frames in seconds.")
                    .atLeast(0.0005)
                    .atMost(1)
                    .orElse(0.01);
    private static final Setting<String> MEL_SCALE =
            Setting.choice(
                            "mel_scale",
                            "slaney: linear below 1 kHz, filters of area 1, as librosa; htk:"
                                    + " 2595 log10(1 + f / 700), filters of height 1, as torchaudio.",
                            List.of("slaney", "htk"))
                    .orElse("slaney");
    private static final Setting<Double> LOW =
            Setting.number("low", "Lowest frequency of the bands, in hertz.")
                    .atLeast(0)
                    .orElse(0.0);
    private static final Setting<Double> HIGH =
            Setting.number(
                            "high",
                            "Highest frequency of the bands, in hertz; 0 for half of the sampling"
                                    + " rate.")
                    .atLeast(0)
                    .orElse(0.0);
    private static final Setting<Double> RANGE =
            Setting.number(
                            "range",
                            "Quieter values are raised to this many decibels below the loudest value"
                                    + " of the record, so that the noise of a microphone, or the lack"
                                    + " of any, does not count; 0 for no limit.")
                    .atLeast(0)
                    .atMost(200)
                    .orElse(60.0);
    private static final Setting<String> NORMALISE =
            Setting.choice(
                            "normalise",
                            "level: all features of a record together have mean 0 and variance 1,"
                                    + " which removes loudness; record: each feature has, over the"
                                    + " frames of a record, which removes the sound of a"
                                    + " microphone, too; mean: as record, mean 0 only; none: as they"
                                    + " are.",
                            List.of("level", "record", "mean", "none"))
                    .orElse("level");
    private static final Setting<Double> SECONDS =
            Setting.number(
                            "seconds",
                            "Greatest length of a sound in seconds; that of the longest sound of the"
                                    + " training data by default.")
                    .above(0)
                    .atMost(1800);
    private static final Setting<String> LONGER =
            Setting.choice(
                            "longer",
                            "Whether a longer sound is refused, or its end is cut off.",
                            List.of("refuse", "cut"))
                    .orElse("refuse");
    private static final Setting<String> MISSING =
            Setting.choice(
                            "missing",
                            "Whether a record without a sound is refused, or is silent for one"
                                    + " window; see 'modality-dropout'.",
                            List.of("refuse", "silence"))
                    .orElse("refuse");

    /** Creates the type. */
    public SoundType() {}

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "sound",
                "Sounds as a sequence of spectra: logarithms of mel bands, or cepstral"
                        + " coefficients.",
                COLUMN,
                RATE_COLUMN,
                SAMPLE_RATE,
                FEATURES,
                MELS,
                COEFFICIENTS,
                WINDOW,
                HOP,
                MEL_SCALE,
                LOW,
                HIGH,
                RANGE,
                NORMALISE,
                SECONDS,
                LONGER,
                MISSING,
                SoundAugmentation.SETTING);
    }

    @Override
    public InputParticle create(Settings settings) {
        Spectrum spectrum =
                new Spectrum(
                        settings.get(FEATURES).equals("mfcc"),
                        settings.get(MELS).intValue(),
                        settings.get(COEFFICIENTS).intValue(),
                        settings.get(WINDOW),
                        settings.get(HOP),
                        MelScale.valueOf(settings.get(MEL_SCALE).toUpperCase(Locale.ROOT)),
                        settings.get(LOW),
                        settings.get(HIGH),
                        settings.get(RANGE),
                        settings.get(NORMALISE));
        check(spectrum);
        return new SoundInput(
                new SoundRules(
                        settings.get(COLUMN),
                        settings.get(RATE_COLUMN),
                        settings.find(SAMPLE_RATE).map(Long::intValue),
                        spectrum,
                        settings.find(SECONDS),
                        settings.get(LONGER).equals("cut"),
                        settings.get(MISSING).equals("silence"),
                        settings.find(SoundAugmentation.SETTING)
                                .map(SoundAugmentation::of)
                                .orElse(SoundAugmentation.NONE)));
    }

    private static void check(Spectrum spectrum) {
        if (spectrum.cepstral() && spectrum.coefficients() > spectrum.mels()) {
            throw new SoraException(
                    Problem.of("SORA-4530", "there are more coefficients than mel bands")
                            .needs("at most %d 'coefficients'".formatted(spectrum.mels()))
                            .have(String.valueOf(spectrum.coefficients()))
                            .fix("lower 'coefficients', or raise 'mels'"));
        }
        if (spectrum.high() > 0 && spectrum.high() <= spectrum.low()) {
            throw new SoraException(
                    Problem.of("SORA-4530", "the mel bands have no width")
                            .needs("'high' above 'low'")
                            .have("%s and %s".formatted(spectrum.high(), spectrum.low()))
                            .fix("raise 'high', or leave it out for half of the sampling rate"));
        }
    }
}
