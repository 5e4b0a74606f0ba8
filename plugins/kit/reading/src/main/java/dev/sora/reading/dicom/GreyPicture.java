// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.dicom;

import dev.sora.data.ImageValue;
import dev.sora.reading.dicom.Window.Function;
import java.util.Optional;

/** Makes a grey picture of stored samples: rescaled, windowed, 0 for black. */
final class GreyPicture {

    private final DicomSet set;
    private final PixelFormat format;
    private final Optional<DicomSet> rescaling;
    private final Optional<DicomSet> windows;

    /**
     * Creates a maker of pictures.
     *
     * @param frame the frame, whose own rescaling and window precede those of all frames
     */
    GreyPicture(DicomSet set, PixelFormat format, int frame) {
        this.set = set;
        this.format = format;
        this.rescaling = group(set, Tag.RESCALING, frame);
        this.windows = group(set, Tag.WINDOWS, frame);
    }

    private static Optional<DicomSet> group(DicomSet set, int tag, int frame) {
        Optional<DicomSet> own =
                set.find(Tag.FRAME_GROUPS)
                        .map(DicomElement::items)
                        .filter(items -> frame < items.size())
                        .flatMap(items -> items.get(frame).first(tag));
        return own.or(() -> set.first(Tag.SHARED_GROUPS).flatMap(groups -> groups.first(tag)));
    }

    ImageValue of(Raw raw, Window window) {
        if (set.first(Tag.MODALITY_TABLE).isPresent()) {
            throw DicomProblem.unread(
                    set.where(),
                    "Rescale Slope and Intercept",
                    "a Modality LUT Sequence (0028,3000)");
        }
        DicomSet scale = rescaling.orElse(set);
        double slope = scale.decimals(Tag.SLOPE).stream().findFirst().orElse(1.0);
        double intercept = scale.decimals(Tag.INTERCEPT).stream().findFirst().orElse(0.0);
        int count = format.pixels();
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = stored(raw.samples()[i]) * slope + intercept;
        }
        Function function = function(window, values, raw, slope, intercept);
        boolean inverted = raw.photometric().equals("MONOCHROME1");
        if (format.stored() <= 8) {
            byte[] samples = new byte[count];
            for (int i = 0; i < count; i++) {
                double share = function.of(values[i]);
                samples[i] = (byte) Math.round((inverted ? 1 - share : share) * 255);
            }
            return new ImageValue(format.columns(), format.rows(), 1, samples);
        }
        short[] samples = new short[count];
        for (int i = 0; i < count; i++) {
            double share = function.of(values[i]);
            samples[i] = (short) Math.round((inverted ? 1 - share : share) * 65535);
        }
        return ImageValue.ofDeep(format.columns(), format.rows(), 1, samples);
    }

    private double stored(int raw) {
        int value = format.value(raw);
        return format.signed() || format.stored() < 32 ? value : Integer.toUnsignedLong(value);
    }

    private Function function(
            Window window, double[] values, Raw raw, double slope, double intercept) {
        Optional<Function> own =
                window.rule() == Window.Rule.FILE
                        ? windows.flatMap(Function::of).or(() -> Function.of(set))
                        : Optional.empty();
        if (own.isPresent()) {
            return own.get();
        }
        if (window.rule() == Window.Rule.GIVEN) {
            return new Function("LINEAR_EXACT", window.centre(), window.width());
        }
        if (window.rule() == Window.Rule.STORED || format.stored() <= 8) {
            double span = Math.scalb(1.0, format.stored());
            double least = format.signed() ? -span / 2 : 0;
            double one = least * slope + intercept;
            double other = (least + span - 1) * slope + intercept;
            return Function.between(Math.min(one, other), Math.max(one, other));
        }
        Optional<Integer> padding =
                format.stored() <= 16
                        ? set.number(Tag.PADDING).map(format::value)
                        : Optional.empty();
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < values.length; i++) {
            if (padding.isEmpty() || format.value(raw.samples()[i]) != padding.get()) {
                least = Math.min(least, values[i]);
                greatest = Math.max(greatest, values[i]);
            }
        }
        return least > greatest ? Function.between(0, 1) : Function.between(least, greatest);
    }
}
