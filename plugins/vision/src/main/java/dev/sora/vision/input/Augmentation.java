// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.input;

import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.List;

/**
 * The random variation of training images; each number is the maximum change, and 0 is none.
 *
 * @param shift pixels, in both directions
 * @param rotate degrees, clockwise or counter-clockwise
 * @param scale fraction by which images grow or shrink
 * @param shear degrees by which columns are inclined
 * @param flip whether half of the images are mirrored left to right
 * @param flipVertical whether half of the images are mirrored top to bottom
 * @param elastic pixels of elastic deformation
 * @param erase side length in pixels of a square that is erased
 * @param brightness fraction of the full range that is added or subtracted
 * @param contrast fraction by which differences grow or shrink
 * @param colour fraction by which each channel is brightened or darkened by itself
 * @param policy the random changes of RandAugment
 * @param mixer how images are mixed with each other
 * @param mosaic the fraction of the minibatches whose images are composed of four
 */
record Augmentation(
        double shift,
        double rotate,
        double scale,
        double shear,
        boolean flip,
        boolean flipVertical,
        double elastic,
        double erase,
        double brightness,
        double contrast,
        double colour,
        RandAugment policy,
        Mixer mixer,
        double mosaic) {

    private static final Setting<Double> SHIFT =
            amount("shift", "Pixels by which images are moved, at most.");
    private static final Setting<Double> ROTATE =
            amount("rotate", "Degrees by which images are turned, at most.").atMost(180);
    private static final Setting<Double> SCALE =
            amount("scale", "Fraction by which images are made larger or smaller, at most.")
                    .below(1);
    private static final Setting<Double> SHEAR =
            amount("shear", "Degrees by which images are slanted, at most.").below(80);
    private static final Setting<Boolean> FLIP =
            Setting.bool("flip", "Whether half of the images are mirrored left to right.")
                    .orElse(false);
    private static final Setting<Boolean> FLIP_VERTICAL =
            Setting.bool("flip_vertical", "Whether half of the images are mirrored top to bottom.")
                    .orElse(false);
    private static final Setting<Double> ELASTIC =
            amount("elastic", "Pixels by which parts of images are pulled about, at most.");
    private static final Setting<Double> ERASE =
            amount("erase", "Rows and columns of a square blotted out in each image.");
    private static final Setting<Double> BRIGHTNESS =
            amount("brightness", "Fraction of the full range added or taken, at most.").atMost(1);
    private static final Setting<Double> CONTRAST =
            amount("contrast", "Fraction by which differences are stretched or shrunk, at most.")
                    .atMost(1);
    private static final Setting<Double> COLOUR =
            amount(
                            "colour",
                            "Fraction by which each channel is made brighter or darker by itself, at"
                                    + " most.")
                    .atMost(1);

    private static final Setting<Double> MIXUP =
            amount(
                    "mixup",
                    "MixUp: images and their targets are mixed in pairs, with shares from Beta(a,"
                            + " a) with this a, such as 0.2.");
    private static final Setting<Double> CUTMIX =
            amount(
                    "cutmix",
                    "CutMix: a box of each image is replaced by that of another one, and targets"
                            + " are mixed by area, from Beta(a, a) with this a, such as 1.");
    private static final Setting<Double> MIX_RATE =
            Setting.number(
                            "mix_rate",
                            "Fraction of the minibatches that 'mixup' or 'cutmix' mixes; with both,"
                                    + " each half of them.")
                    .above(0)
                    .atMost(1)
                    .orElse(1.0);

    private static final Setting<Double> MOSAIC =
            amount(
                            "mosaic",
                            "Mosaic: fraction of the minibatches in which each image is composed of"
                                    + " parts of four, and their boxes with it; needs 'transform:"
                                    + " true' and outputs of boxes.")
                    .atMost(1);

    static final Augmentation NONE =
            new Augmentation(
                    0, 0, 0, 0, false, false, 0, 0, 0, 0, 0, RandAugment.NONE, Mixer.NONE, 0);

    static List<Setting<?>> settings() {
        return List.of(
                SHIFT,
                ROTATE,
                SCALE,
                SHEAR,
                FLIP,
                FLIP_VERTICAL,
                ELASTIC,
                ERASE,
                BRIGHTNESS,
                CONTRAST,
                COLOUR,
                RandAugment.COUNT,
                RandAugment.MAGNITUDE,
                MIXUP,
                CUTMIX,
                MIX_RATE,
                MOSAIC);
    }

    static Augmentation of(Settings settings) {
        return new Augmentation(
                settings.get(SHIFT),
                settings.get(ROTATE),
                settings.get(SCALE),
                settings.get(SHEAR),
                settings.get(FLIP),
                settings.get(FLIP_VERTICAL),
                settings.get(ELASTIC),
                settings.get(ERASE),
                settings.get(BRIGHTNESS),
                settings.get(CONTRAST),
                settings.get(COLOUR),
                new RandAugment(
                        settings.get(RandAugment.COUNT).intValue(),
                        settings.get(RandAugment.MAGNITUDE)),
                new Mixer(settings.get(MIXUP), settings.get(CUTMIX), settings.get(MIX_RATE)),
                settings.get(MOSAIC));
    }

    /** Returns whether pixels move to fractional positions, so that they must be interpolated. */
    boolean warps() {
        return rotate > 0 || scale > 0 || shear > 0 || elastic > 0 || policy.isActive();
    }

    /** Returns whether pixels change their positions. */
    boolean moves() {
        return warps() || shift > 0 || flip || flipVertical;
    }

    /** Returns whether pixels change their values. */
    boolean recolours() {
        return brightness > 0 || contrast > 0 || colour > 0;
    }

    private static Setting<Double> amount(String name, String description) {
        return Setting.number(name, description).atLeast(0).orElse(0.0);
    }
}
