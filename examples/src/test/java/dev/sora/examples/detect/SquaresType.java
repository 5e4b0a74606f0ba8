// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.detect;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.ImageValue;
import dev.sora.data.Schema;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import dev.sora.source.RecordStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/** {@code squares}: images of noise, of different sizes, most of them with a bright square. */
public final class SquaresType implements DataSourceType {

    private static final Schema SCHEMA =
            Schema.of(Column.of("image", ColumnType.IMAGE), Column.of("box", ColumnType.VECTOR));
    private static final Setting<Long> SAMPLES =
            Setting.integer("samples", "How many pictures.").atLeast(1).orElse(100L);
    private static final Setting<Long> SEED =
            Setting.integer("seed", "Which ones.").large().orElse(1L);
    private static final Setting<Long> EMPTY =
            Setting.integer("empty", "One picture of so many has no square; 0 for none.")
                    .orElse(0L);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of("squares", "Drawn squares.", SAMPLES, SEED, EMPTY);
    }

    @Override
    public Optional<Schema> schema(Settings settings) {
        return Optional.of(SCHEMA);
    }

    @Override
    public DataSource open(Settings settings) {
        List<DataRecord> records =
                draw(settings.get(SAMPLES), settings.get(SEED), settings.get(EMPTY));
        return new DataSource() {
            @Override
            public Schema schema() {
                return SCHEMA;
            }

            @Override
            public OptionalLong size() {
                return OptionalLong.of(records.size());
            }

            @Override
            public RecordStream records() {
                Iterator<DataRecord> all = records.iterator();
                return new RecordStream() {
                    @Override
                    public Optional<DataRecord> next() {
                        return all.hasNext() ? Optional.of(all.next()) : Optional.empty();
                    }

                    @Override
                    public void close() {
                        // the records are in memory
                    }
                };
            }
        };
    }

    /** Returns records. A box is left, top, right and bottom in pixels; it is missing if empty. */
    public static List<DataRecord> draw(long samples, long seed, long empty) {
        SplittableRandom random = new SplittableRandom(seed);
        List<DataRecord> records = new ArrayList<>();
        for (long number = 1; number <= samples; number++) {
            int width = random.nextInt(20, 61);
            int height = random.nextInt(20, 61);
            byte[] samplesOf = new byte[width * height];
            for (int i = 0; i < samplesOf.length; i++) {
                samplesOf[i] = (byte) random.nextInt(100);
            }
            float[] box = null;
            if (empty == 0 || number % empty != 0) {
                int side = Math.min(width, height) * random.nextInt(30, 61) / 100;
                int left = random.nextInt(width - side + 1);
                int top = random.nextInt(height - side + 1);
                for (int y = top; y < top + side; y++) {
                    for (int x = left; x < left + side; x++) {
                        samplesOf[y * width + x] = (byte) 255;
                    }
                }
                box = new float[] {left, top, left + side, top + side};
            }
            ImageValue image = new ImageValue(width, height, 1, samplesOf);
            records.add(new DataRecord(SCHEMA, "squares", number, image, box));
        }
        return records;
    }
}
