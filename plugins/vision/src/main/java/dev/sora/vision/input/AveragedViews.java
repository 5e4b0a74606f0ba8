// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.input;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.List;

/**
 * The views of an image in evaluation and prediction, whose predictions are averaged (test-time
 * augmentation): the image, its mirror image, and both moved in four directions.
 *
 * @param flip whether mirror images are views
 * @param shift pixels by which images are moved; 0 for not at all
 */
record AveragedViews(boolean flip, int shift) {

    private static final Setting<Boolean> FLIP =
            Setting.bool("flip", "Whether the mirror image is a view, too.").orElse(false);
    private static final Setting<Long> SHIFT =
            Setting.integer(
                            "shift",
                            "Pixels by which the image is moved to the left, right, up and down,"
                                    + " for four more views of each; 0 for none.")
                    .atLeast(0)
                    .atMost(64)
                    .orElse(0L);

    static final AveragedViews NONE = new AveragedViews(false, 0);

    static List<Setting<?>> settings() {
        return List.of(FLIP, SHIFT);
    }

    static AveragedViews of(Settings settings) {
        return new AveragedViews(settings.get(FLIP), settings.get(SHIFT).intValue());
    }

    int count() {
        return (flip ? 2 : 1) * (shift > 0 ? 5 : 1);
    }

    /**
     * Returns a view of images {@code (batch, height, width, channels)}.
     *
     * @param view from 0, which is the images themselves
     */
    NDArray of(NDArray images, int view) {
        int sides = flip ? 2 : 1;
        NDArray turned = view % sides == 1 ? images.flip(2) : images;
        return switch (view / sides) {
            case 1 -> moved(turned, 2, true);
            case 2 -> moved(turned, 2, false);
            case 3 -> moved(turned, 1, true);
            case 4 -> moved(turned, 1, false);
            default -> turned;
        };
    }

    /** Moves images along an axis; the edge is repeated. */
    private NDArray moved(NDArray images, int axis, boolean forward) {
        long size = images.getShape().get(axis);
        int pixels = (int) Math.min(shift, size - 1);
        if (pixels == 0) {
            return images;
        }
        NDList parts = images.split(new long[] {forward ? size - pixels : pixels}, axis);
        NDArray kept = parts.get(forward ? 0 : 1);
        NDArray edge =
                forward
                        ? images.split(new long[] {1}, axis).get(0)
                        : images.split(new long[] {size - 1}, axis).get(1);
        NDArray border = edge.repeat(axis, pixels);
        return forward ? border.concat(kept, axis) : kept.concat(border, axis);
    }
}
