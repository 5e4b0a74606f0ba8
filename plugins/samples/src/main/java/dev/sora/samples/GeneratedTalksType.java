// SPDX-License-Identifier: Apache-2.0
package dev.sora.samples;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.Schema;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** {@code generated-talks}: dialogues of three turns, the last of which answers a question. */
final class GeneratedTalksType implements DataSourceType {

    private static final Schema SCHEMA =
            Schema.of(Column.of("history", ColumnType.TEXTS), Column.of("answer", ColumnType.TEXT));

    private static final String[] THINGS = {"dog", "cat", "house", "garden", "car"};
    private static final String[] KINDS = {"small", "red", "old", "quiet", "new", "green"};

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "generated-talks",
                "Dialogues put together in code, with columns history (two turns) and answer, which"
                        + " depends on both; needs no files.",
                Generated.SAMPLES,
                Generated.SEED);
    }

    @Override
    public Optional<Schema> schema(Settings settings) {
        return Optional.of(SCHEMA);
    }

    @Override
    public DataSource open(Settings settings) {
        return new Generated(descriptor().name(), SCHEMA, settings, GeneratedTalksType::make);
    }

    private static Object[] make(RandomGenerator random) {
        String thing = Generated.one(random, THINGS);
        String kind = Generated.one(random, KINDS);
        String statement = "My %s is %s.".formatted(thing, kind);
        return random.nextBoolean()
                ? new Object[] {
                    List.of(statement, "What is it like?"), "Your %s is %s.".formatted(thing, kind)
                }
                : new Object[] {
                    List.of(statement, "What did I speak of?"), "Of a %s.".formatted(thing)
                };
    }
}
