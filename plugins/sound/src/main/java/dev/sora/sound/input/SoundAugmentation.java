// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound.input;

import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.List;

/**
 * How training varies sounds, each record by itself.
 *
 * @param noise the greatest noise, as a share of the loudness
 * @param shift the greatest silence before and after, in seconds
 * @param speed the greatest change of speed and pitch together, as a share
 * @param tract the greatest change of frequencies alone, as a share
 * @param colour the deviation of a smooth curve over frequencies, in decibels
 * @param timeMasks the number of masks over time
 * @param timeWidth the greatest number of frames of one
 * @param bandMasks the number of masks over features
 * @param bandWidth the greatest number of features of one
 */
record SoundAugmentation(
        double noise,
        double shift,
        double speed,
        double tract,
        double colour,
        int timeMasks,
        int timeWidth,
        int bandMasks,
        int bandWidth) {

    private static final Setting<Double> NOISE =
            Setting.number(
                            "noise",
                            "White noise: its root mean square is up to this share of that of the"
                                    + " sound.")
                    .atLeast(0)
                    .atMost(10)
                    .orElse(0.0);
    private static final Setting<Double> SHIFT =
            Setting.number(
                            "shift",
                            "Puts up to this number of seconds of silence before the sound, and up"
                                    + " to as much after it, as far as the greatest length leaves"
                                    + " room.")
                    .atLeast(0)
                    .atMost(60)
                    .orElse(0.0);
    private static final Setting<Double> SPEED =
            Setting.number(
                            "speed",
                            "Changes speed and pitch together by up to this share, by linear"
                                    + " interpolation (Ko et al., 2015). A sound is not slowed beyond"
                                    + " the greatest length.")
                    .atLeast(0)
                    .atMost(0.5)
                    .orElse(0.0);
    private static final Setting<Double> TRACT =
            Setting.number(
                            "tract",
                            "Moves frequencies by up to this share, as a vocal tract of another"
                                    + " length does (Jaitly and Hinton, 2013).")
                    .atLeast(0)
                    .atMost(0.5)
                    .orElse(0.0);
    private static final Setting<Double> COLOUR =
            Setting.number(
                            "colour",
                            "Raises and lowers frequencies along a smooth curve, the same for all"
                                    + " frames, with a deviation of this many decibels, as another"
                                    + " microphone or room does.")
                    .atLeast(0)
                    .atMost(40)
                    .orElse(0.0);
    private static final Setting<Long> TIME_MASKS =
            Setting.integer(
                            "time_masks",
                            "Number of intervals of time that are set to the mean of the record"
                                    + " (SpecAugment: Park et al., 2019).")
                    .atLeast(0)
                    .atMost(20)
                    .orElse(0L);
    private static final Setting<Long> TIME_WIDTH =
            Setting.integer(
                            "time_width",
                            "Greatest number of frames of one; never more than a fifth of a record.")
                    .atLeast(1)
                    .atMost(10_000)
                    .orElse(10L);
    private static final Setting<Long> BAND_MASKS =
            Setting.integer(
                            "frequency_masks",
                            "Number of intervals of features that are set to the mean of the"
                                    + " record.")
                    .atLeast(0)
                    .atMost(20)
                    .orElse(0L);
    private static final Setting<Long> BAND_WIDTH =
            Setting.integer("frequency_width", "Greatest number of features of one.")
                    .atLeast(1)
                    .atMost(1_000)
                    .orElse(8L);

    /** The setting of an input. */
    static final Setting<Settings> SETTING =
            Setting.group(
                    "augment",
                    "How training varies sounds; nothing is varied otherwise.",
                    List.of(
                            NOISE,
                            SHIFT,
                            SPEED,
                            TRACT,
                            COLOUR,
                            TIME_MASKS,
                            TIME_WIDTH,
                            BAND_MASKS,
                            BAND_WIDTH));

    static final SoundAugmentation NONE = new SoundAugmentation(0, 0, 0, 0, 0, 0, 1, 0, 1);

    static SoundAugmentation of(Settings settings) {
        return new SoundAugmentation(
                settings.get(NOISE),
                settings.get(SHIFT),
                settings.get(SPEED),
                settings.get(TRACT),
                settings.get(COLOUR),
                settings.get(TIME_MASKS).intValue(),
                settings.get(TIME_WIDTH).intValue(),
                settings.get(BAND_MASKS).intValue(),
                settings.get(BAND_WIDTH).intValue());
    }

    /** Returns whether samples move. */
    boolean moves() {
        return shift > 0 || speed > 0;
    }

    /** Returns whether features are masked. */
    boolean masks() {
        return timeMasks > 0 || bandMasks > 0;
    }
}
