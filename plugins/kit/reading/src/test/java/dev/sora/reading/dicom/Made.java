// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.dicom;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;

/** Builds DICOM files element by element. */
final class Made {

    static final String IMPLICIT = "1.2.840.10008.1.2";
    static final String EXPLICIT = "1.2.840.10008.1.2.1";
    static final String DEFLATED = "1.2.840.10008.1.2.1.99";
    static final String BIG = "1.2.840.10008.1.2.2";
    static final String RLE = "1.2.840.10008.1.2.5";

    private final String syntax;
    private final ByteArrayOutputStream set = new ByteArrayOutputStream();

    Made(String syntax) {
        this.syntax = syntax;
    }

    /** Returns a grey picture without pixels so far. */
    static Made grey(String syntax, int width, int height, int bits) {
        return new Made(syntax)
                .text(0x00080060, "CS", "CT")
                .number(0x00280002, 1)
                .text(0x00280004, "CS", "MONOCHROME2")
                .number(0x00280010, height)
                .number(0x00280011, width)
                .number(0x00280100, bits)
                .number(0x00280101, bits)
                .number(0x00280102, bits - 1);
    }

    /** Returns a colour picture without pixels so far. */
    static Made colour(String syntax, int width, int height, String photometric, int planar) {
        return new Made(syntax)
                .number(0x00280002, 3)
                .text(0x00280004, "CS", photometric)
                .number(0x00280006, planar)
                .number(0x00280010, height)
                .number(0x00280011, width)
                .number(0x00280100, 8)
                .number(0x00280101, 8)
                .number(0x00280102, 7);
    }

    private ByteOrder order() {
        return syntax.equals(BIG) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    Made text(int tag, String representation, String text) {
        String even = text.length() % 2 == 0 ? text : text + " ";
        return bytes(tag, representation, even.getBytes(StandardCharsets.UTF_8));
    }

    Made number(int tag, int value) {
        return bytes(
                tag, "US", ByteBuffer.allocate(2).order(order()).putShort((short) value).array());
    }

    Made words(int tag, int... values) {
        ByteBuffer words = ByteBuffer.allocate(values.length * 2).order(order());
        for (int value : values) {
            words.putShort((short) value);
        }
        return bytes(tag, "OW", words.array());
    }

    Made bytes(int tag, String representation, byte... value) {
        set.writeBytes(element(tag, representation, value, order(), !syntax.equals(IMPLICIT)));
        return this;
    }

    /** Adds compressed pixels: an empty table of offsets, and the fragments. */
    Made fragments(byte[]... fragments) {
        head(0x7fe00010, "OB", -1);
        item(0xfffee000, 0);
        for (byte[] fragment : fragments) {
            item(0xfffee000, fragment.length);
            set.writeBytes(fragment);
        }
        item(0xfffee0dd, 0);
        return this;
    }

    /** Adds a sequence of one data set of undefined length. */
    Made sequence(int tag, Made within) {
        head(tag, "SQ", -1);
        item(0xfffee000, -1);
        set.writeBytes(within.set.toByteArray());
        item(0xfffee00d, 0);
        item(0xfffee0dd, 0);
        return this;
    }

    private void head(int tag, String representation, int length) {
        byte[] empty = element(tag, representation, new byte[0], order(), !syntax.equals(IMPLICIT));
        ByteBuffer.wrap(empty).order(order()).putInt(empty.length - 4, length);
        set.writeBytes(empty);
    }

    private void item(int tag, int length) {
        set.writeBytes(tag(tag, order()));
        set.writeBytes(ByteBuffer.allocate(4).order(order()).putInt(length).array());
    }

    private static byte[] tag(int tag, ByteOrder order) {
        return ByteBuffer.allocate(4)
                .order(order)
                .putShort((short) (tag >>> 16))
                .putShort((short) tag)
                .array();
    }

    private static byte[] element(
            int tag, String representation, byte[] value, ByteOrder order, boolean explicit) {
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.writeBytes(tag(tag, order));
        ByteBuffer length = ByteBuffer.allocate(8).order(order);
        boolean large = "OB OW SQ UN".contains(representation);
        if (explicit) {
            element.writeBytes(representation.getBytes(StandardCharsets.US_ASCII));
        }
        if (explicit && !large) {
            length.putShort((short) value.length);
        } else if (explicit) {
            length.putShort((short) 0).putInt(value.length);
        } else {
            length.putInt(value.length);
        }
        element.write(length.array(), 0, length.position());
        element.writeBytes(value);
        return element.toByteArray();
    }

    /** Returns the file with preamble and meta information. */
    byte[] file() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[128]);
        file.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
        String even = syntax.length() % 2 == 0 ? syntax : syntax + "\0";
        file.writeBytes(
                element(
                        0x00020010,
                        "UI",
                        even.getBytes(StandardCharsets.US_ASCII),
                        ByteOrder.LITTLE_ENDIAN,
                        true));
        if (syntax.equals(DEFLATED)) {
            Deflater deflater = new Deflater(9, true);
            deflater.setInput(set.toByteArray());
            deflater.finish();
            byte[] packed = new byte[set.size() + 100];
            file.write(packed, 0, deflater.deflate(packed));
            deflater.end();
        } else {
            file.writeBytes(set.toByteArray());
        }
        return file.toByteArray();
    }

    /** Returns the data set alone, as old files are. */
    byte[] bare() {
        return set.toByteArray();
    }
}
