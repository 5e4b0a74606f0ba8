// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.source;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Builds small DICOM files: 16-bit grey frames of two pixels, of one patient. */
public final class DicomSample {

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    private DicomSample() {
        file.writeBytes(new byte[128]);
        file.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
        text(0x00020010, "UI", "1.2.840.10008.1.2.1\0");
    }

    /** Returns a file with two pixels for each frame. */
    public static byte[] of(String patient, int... pixels) {
        DicomSample sample = new DicomSample();
        sample.text(0x00080060, "CS", "CT");
        sample.text(0x00100020, "LO", patient);
        sample.text(0x00280008, "IS", pixels.length / 2 + " ");
        sample.number(0x00280010, 1);
        sample.number(0x00280011, 2);
        sample.number(0x00280100, 16);
        sample.text(0x00281052, "DS", "-1000 ");
        sample.text(0x00281053, "DS", "1 ");
        ByteBuffer words = ByteBuffer.allocate(pixels.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (int pixel : pixels) {
            words.putShort((short) pixel);
        }
        sample.head(0x7fe00010, "OW");
        sample.file.writeBytes(
                ByteBuffer.allocate(6)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putShort((short) 0)
                        .putInt(words.capacity())
                        .array());
        sample.file.writeBytes(words.array());
        return sample.file.toByteArray();
    }

    private void head(int tag, String representation) {
        ByteBuffer head = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
        head.putShort((short) (tag >>> 16)).putShort((short) tag);
        file.writeBytes(head.array());
        file.writeBytes(representation.getBytes(StandardCharsets.US_ASCII));
    }

    private void value(int tag, String representation, byte[] value) {
        head(tag, representation);
        file.writeBytes(
                ByteBuffer.allocate(2)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putShort((short) value.length)
                        .array());
        file.writeBytes(value);
    }

    private void text(int tag, String representation, String text) {
        String even = text.length() % 2 == 0 ? text : text + " ";
        value(tag, representation, even.getBytes(StandardCharsets.US_ASCII));
    }

    private void number(int tag, int number) {
        byte[] bytes =
                ByteBuffer.allocate(2)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putShort((short) number)
                        .array();
        value(tag, "US", bytes);
    }
}
