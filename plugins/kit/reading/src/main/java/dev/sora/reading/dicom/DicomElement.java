// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.dicom;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A data element.
 *
 * @param representation its value representation, such as {@code US}; empty where the file has none
 * @param value its bytes, in the byte order of the file; of a cut file, those that are left
 * @param length the length that the file states, in bytes; -1 if it is undefined
 * @param items the data sets of a sequence
 * @param fragments the parts of compressed pixels, of which the first is the table of offsets
 */
record DicomElement(
        String representation,
        ByteBuffer value,
        long length,
        List<DicomSet> items,
        List<ByteBuffer> fragments) {

    boolean isCut() {
        return length > value.remaining();
    }
}
