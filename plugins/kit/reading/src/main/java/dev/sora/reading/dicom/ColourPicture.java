// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.dicom;

import dev.sora.data.ImageValue;
import java.nio.ByteBuffer;

/** Makes a picture in red, green and blue of stored samples. */
final class ColourPicture {

    private final DicomSet set;
    private final PixelFormat format;

    ColourPicture(DicomSet set, PixelFormat format) {
        this.set = set;
        this.format = format;
    }

    ImageValue of(Raw raw) {
        return switch (raw.photometric()) {
            case "RGB" -> colours(raw, false);
            case "YBR_FULL" -> colours(raw, true);
            case "PALETTE COLOR" -> palette(raw);
            default ->
                    throw DicomProblem.unread(
                            set.where(),
                            "MONOCHROME1, MONOCHROME2, RGB, YBR_FULL, YBR_FULL_422 or PALETTE COLOR",
                            "the photometric interpretation " + raw.photometric());
        };
    }

    private ImageValue colours(Raw raw, boolean converted) {
        if (format.samples() != 3) {
            throw DicomProblem.damaged(
                    set.where(),
                    "3 samples of a pixel for " + raw.photometric(),
                    String.valueOf(format.samples()));
        }
        int count = format.pixels();
        int most = (1 << format.stored()) - 1;
        int[] samples = new int[count * 3];
        for (int i = 0; i < count; i++) {
            for (int c = 0; c < 3; c++) {
                samples[i * 3 + c] = format.value(raw.at(i, c, 3, count)) & most;
            }
            if (converted) {
                convert(samples, i * 3, most);
            }
        }
        if (format.stored() <= 8) {
            byte[] bytes = new byte[samples.length];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] =
                        (byte) (most == 255 ? samples[i] : Math.round(samples[i] * 255.0 / most));
            }
            return new ImageValue(format.columns(), format.rows(), 3, bytes);
        }
        short[] deep = new short[samples.length];
        for (int i = 0; i < deep.length; i++) {
            deep[i] =
                    (short) (most == 65535 ? samples[i] : Math.round(samples[i] * 65535.0 / most));
        }
        return ImageValue.ofDeep(format.columns(), format.rows(), 3, deep);
    }

    /** Converts brightness and colour differences (PS3.3, C.7.6.3.1.2). */
    private static void convert(int[] samples, int at, int most) {
        double half = (most + 1) / 2;
        double y = samples[at];
        double blue = samples[at + 1] - half;
        double red = samples[at + 2] - half;
        samples[at] = clamped(y + 1.402 * red, most);
        samples[at + 1] = clamped(y - 0.344136 * blue - 0.714136 * red, most);
        samples[at + 2] = clamped(y + 1.772 * blue, most);
    }

    private static int clamped(double value, int most) {
        return (int) Math.min(most, Math.max(0, Math.round(value)));
    }

    private ImageValue palette(Raw raw) {
        int[][] tables = new int[3][];
        int[] first = new int[3];
        boolean deep = false;
        for (int c = 0; c < 3; c++) {
            ByteBuffer descriptor =
                    set.find(Tag.PALETTE + c)
                            .map(DicomElement::value)
                            .filter(value -> value.remaining() == 6)
                            .orElseThrow(this::noPalette);
            ByteBuffer data =
                    set.find(Tag.PALETTE_DATA + c)
                            .map(DicomElement::value)
                            .orElseThrow(this::noPalette);
            int entries = descriptor.getShort(0) & 0xffff;
            entries = entries == 0 ? 65536 : entries;
            first[c] = format.signed() ? descriptor.getShort(2) : descriptor.getShort(2) & 0xffff;
            int bits = descriptor.getShort(4) & 0xffff;
            boolean words = data.remaining() >= entries * 2;
            if (!words && data.remaining() < entries) {
                throw DicomProblem.damaged(
                        set.where(),
                        "%d colours of the palette".formatted(entries),
                        "%d bytes".formatted(data.remaining()));
            }
            deep |= bits > 8;
            tables[c] = new int[entries];
            for (int i = 0; i < entries; i++) {
                int value = words ? data.getShort(2 * i) & 0xffff : data.get(i) & 0xff;
                tables[c][i] = bits > 8 ? words ? value : value * 257 : (value & 0xff) * 257;
            }
        }
        short[] samples = new short[format.pixels() * 3];
        for (int i = 0; i < format.pixels(); i++) {
            int value = format.value(raw.samples()[i]);
            for (int c = 0; c < 3; c++) {
                // values outside of the table take its ends (PS3.3, C.7.6.3.1.5)
                int at = Math.min(tables[c].length - 1, Math.max(0, value - first[c]));
                samples[i * 3 + c] = (short) tables[c][at];
            }
        }
        ImageValue picture = ImageValue.ofDeep(format.columns(), format.rows(), 3, samples);
        return deep
                ? picture
                : new ImageValue(format.columns(), format.rows(), 3, picture.samples());
    }

    private RuntimeException noPalette() {
        return DicomProblem.unread(
                set.where(), "a palette of red, green and blue tables", "none, or one in segments");
    }
}
