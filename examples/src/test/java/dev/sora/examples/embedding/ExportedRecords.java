// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.embedding;

import dev.sora.data.ImageValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Records from which the models are trained that are exported. */
final class ExportedRecords {

    private ExportedRecords() {}

    static List<Map<String, Object>> pictures(int count) {
        return pictures(count, 12, 11);
    }

    static List<Map<String, Object>> pictures(int count, int width, int height) {
        List<Map<String, Object>> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] pixels = new byte[width * height];
            for (int j = 0; j < pixels.length; j++) {
                pixels[j] = (byte) (i * 37 + j * (i % 3 == 0 ? 11 : 29));
            }
            records.add(
                    Map.of("image", new ImageValue(width, height, 1, pixels), "kind", "k" + i % 3));
        }
        return records;
    }

    static List<Map<String, Object>> numbers(int count) {
        List<Map<String, Object>> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, Object> record = new LinkedHashMap<>();
            record.put("age", i * 7 % 50);
            record.put("city", "c" + i % 5);
            record.put("kind", i % 2);
            record.put("wage", 1.7e9 + i * 0.05);
            records.add(record);
        }
        return records;
    }
}
