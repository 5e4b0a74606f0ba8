// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq.output;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.sora.data.DataRecord;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.tensor.HostTensor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The right texts as they are in the data, in UTF-8: metrics compare with them, not with what a
 * vocabulary makes of them.
 *
 * @param column the column
 * @param bytes the greatest length of a text
 */
record References(String column, int bytes) {

    /** The greatest length that is stored, in bytes. */
    static final int MOST = 1 << 16;

    HostTensor encode(List<DataRecord> records) {
        HostTensor texts = HostTensor.allocate(DataType.UINT8, records.size(), bytes);
        for (int row = 0; row < records.size(); row++) {
            byte[] text = text(records.get(row)).getBytes(StandardCharsets.UTF_8);
            if (text.length > bytes) {
                throw new RecordException(
                        Problem.of("SORA-4385", "the right text is too long to be compared")
                                .where(records.get(row).where())
                                .needs(
                                        "at most %d bytes, twice the longest training text"
                                                .formatted(bytes))
                                .have("%d bytes in column '%s'".formatted(text.length, column))
                                .fix("shorten the text, or train on texts of such a length"));
            }
            texts.data().put(row * bytes, text);
        }
        return texts;
    }

    /** Returns the text of a record. */
    String text(DataRecord record) {
        String text = record.find(column).map(Object::toString).orElse("");
        if (text.isBlank()) {
            throw new RecordException(
                    Problem.of("SORA-4384", "the text to generate is empty")
                            .where(record.where())
                            .needs("characters in column '%s'".formatted(column))
                            .have(record.find(column).isPresent() ? "white space" : "no value")
                            .fix("fill the column, or set 'on_error: skip'"));
        }
        // 0 is padding
        return text.replace('\0', ' ');
    }

    static List<String> decode(NDArray texts) {
        byte[] all = texts.toByteArray();
        int rows = (int) texts.getShape().get(0);
        int width = (int) texts.getShape().get(1);
        List<String> decoded = new ArrayList<>(rows);
        for (int row = 0; row < rows; row++) {
            int length = 0;
            while (length < width && all[row * width + length] != 0) {
                length++;
            }
            decoded.add(new String(all, row * width, length, StandardCharsets.UTF_8));
        }
        return decoded;
    }
}
