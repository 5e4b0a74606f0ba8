// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.trial;

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
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/** {@code letters}: capital letters of five by seven dots, shifted, stretched and blurred. */
final class LettersType implements DataSourceType {

    private static final int SIZE = 28;
    private static final Schema SCHEMA =
            Schema.of(new Column("image", ColumnType.IMAGE), new Column("label", ColumnType.TEXT));
    private static final Setting<Long> SAMPLES =
            Setting.integer("samples", "How many.").atLeast(0).orElse(100L);
    private static final Setting<Long> SEED =
            Setting.integer("seed", "Which ones.").large().orElse(1L);
    private static final Setting<String> WHICH =
            Setting.string("letters", "The letters.").orElse("ABCDEFGHIJ");

    /** Rows from the top, five bits each. */
    private static final Map<Character, String> DOTS =
            Map.of(
                    'A', "01110 10001 10001 11111 10001 10001 10001",
                    'B', "11110 10001 10001 11110 10001 10001 11110",
                    'C', "01110 10001 10000 10000 10000 10001 01110",
                    'D', "11110 10001 10001 10001 10001 10001 11110",
                    'E', "11111 10000 10000 11110 10000 10000 11111",
                    'F', "11111 10000 10000 11110 10000 10000 10000",
                    'G', "01110 10001 10000 10111 10001 10001 01110",
                    'H', "10001 10001 10001 11111 10001 10001 10001",
                    'I', "01110 00100 00100 00100 00100 00100 01110",
                    'J', "00111 00010 00010 00010 00010 10010 01100");

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of("letters", "Letters.", SAMPLES, SEED, WHICH);
    }

    @Override
    public Optional<Schema> schema(Settings settings) {
        return Optional.of(SCHEMA);
    }

    @Override
    public DataSource open(Settings settings) {
        return new Letters(settings.get(SAMPLES), settings.get(SEED), settings.get(WHICH));
    }

    private record Letters(long samples, long seed, String which) implements DataSource {

        @Override
        public Schema schema() {
            return SCHEMA;
        }

        @Override
        public OptionalLong size() {
            return OptionalLong.of(samples);
        }

        @Override
        public RecordStream records() {
            SplittableRandom random = new SplittableRandom(seed);
            return new RecordStream() {
                private long drawn;

                @Override
                public Optional<DataRecord> next() {
                    if (drawn == samples) {
                        return Optional.empty();
                    }
                    char letter = which.charAt((int) (drawn++ % which.length()));
                    return Optional.of(
                            new DataRecord(
                                    SCHEMA,
                                    "letters",
                                    drawn,
                                    new ImageValue(SIZE, SIZE, 1, draw(letter, random)),
                                    String.valueOf(letter)));
                }

                @Override
                public void close() {
                    // no resources to release
                }
            };
        }
    }

    private static byte[] draw(char letter, SplittableRandom random) {
        String[] rows = DOTS.get(letter).split(" ");
        double width = random.nextDouble(2.2, 3.2);
        double height = random.nextDouble(2.2, 3.2);
        double slant = random.nextDouble(-0.25, 0.25);
        double left = (SIZE - 5 * width) / 2 + random.nextDouble(-3, 3);
        double top = (SIZE - 7 * height) / 2 + random.nextDouble(-3, 3);
        byte[] picture = new byte[SIZE * SIZE];
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                double row = (y + 0.5 - top) / height;
                double column = (x + 0.5 - left + slant * (y - SIZE / 2.0)) / width;
                boolean ink =
                        row >= 0
                                && row < 7
                                && column >= 0
                                && column < 5
                                && rows[(int) row].charAt((int) column) == '1';
                double grey = (ink ? 200 : 20) + random.nextDouble(-20, 20);
                picture[y * SIZE + x] = (byte) Math.round(grey);
            }
        }
        return picture;
    }
}
