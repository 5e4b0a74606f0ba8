// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.dicom;

import java.util.Optional;

/**
 * Which values of a grey picture become black and white.
 *
 * @param rule where the limits come from
 * @param centre the centre of a given window, after rescaling
 * @param width the width of a given window
 */
public record Window(Rule rule, double centre, double width) {

    /** Where the limits come from. */
    public enum Rule {
        /** The window of the file; without one, the least and the greatest value of the picture. */
        FILE,
        /** The range of the stored bits, which is the same for all pictures of a device. */
        STORED,
        /** A given window. */
        GIVEN
    }

    /** The window of the file; without one, the least and the greatest value of the picture. */
    public static final Window OF_FILE = new Window(Rule.FILE, 0, 1);

    /** The range of the stored bits. */
    public static final Window STORED = new Window(Rule.STORED, 0, 1);

    /** Returns a given window, in the unit after rescaling, such as Hounsfield units. */
    public static Window of(double centre, double width) {
        return new Window(Rule.GIVEN, centre, width);
    }

    /**
     * A function from rescaled values to 0 to 1 (PS3.3, C.11.2.1.2 and C.11.2.1.3).
     *
     * @param name {@code LINEAR}, {@code LINEAR_EXACT} or {@code SIGMOID}
     */
    record Function(String name, double centre, double width) {

        /** Returns the first window of a data set; empty if it has none, or one without a width. */
        static Optional<Function> of(DicomSet set) {
            var centres = set.decimals(Tag.CENTRE);
            var widths = set.decimals(Tag.WIDTH);
            String name = set.text(Tag.WINDOW_FUNCTION).orElse("LINEAR");
            // some devices write a window of 0, 0 for none
            boolean usable =
                    !centres.isEmpty()
                            && !widths.isEmpty()
                            && (name.equals("LINEAR") ? widths.get(0) >= 1 : widths.get(0) > 0);
            return usable
                    ? Optional.of(new Function(name, centres.get(0), widths.get(0)))
                    : Optional.empty();
        }

        /** Returns the function from the least to the greatest value. */
        static Function between(double least, double greatest) {
            return new Function(
                    "LINEAR_EXACT",
                    (least + greatest) / 2,
                    Math.max(greatest - least, Double.MIN_NORMAL));
        }

        double of(double value) {
            double share =
                    switch (name) {
                        case "SIGMOID" -> 1 / (1 + StrictMath.exp(-4 * (value - centre) / width));
                        case "LINEAR_EXACT" -> (value - centre) / width + 0.5;
                        default ->
                                width == 1
                                        ? value > centre - 0.5 ? 1 : 0
                                        : (value - (centre - 0.5)) / (width - 1) + 0.5;
                    };
            return Math.min(1, Math.max(0, share));
        }
    }
}
