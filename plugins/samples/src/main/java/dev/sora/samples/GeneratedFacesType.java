// SPDX-License-Identifier: Apache-2.0
package dev.sora.samples;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.Schema;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * {@code generated-faces}: several pictures of each of some people, drawn in code. Other seeds draw
 * other people.
 */
final class GeneratedFacesType implements DataSourceType {

    private static final Schema SCHEMA =
            Schema.of(Column.of("picture", ColumnType.IMAGE), Column.of("person", ColumnType.TEXT));

    private static final Setting<Long> PEOPLE =
            Setting.integer("people", "Number of people.").atLeast(1).atMost(1_000_000).orElse(20L);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "generated-faces",
                "Grey pictures of faces, several of each person, drawn in code; other seeds draw"
                        + " other people; needs no files.",
                PEOPLE,
                Generated.SAMPLES,
                Generated.SEED);
    }

    @Override
    public Optional<Schema> schema(Settings settings) {
        return Optional.of(SCHEMA);
    }

    @Override
    public DataSource open(Settings settings) {
        long seed = settings.get(Generated.SEED);
        int people = settings.get(PEOPLE).intValue();
        return new Generated(
                descriptor().name(),
                SCHEMA,
                settings,
                random -> {
                    int person = random.nextInt(people);
                    // the constructor of the generator decorrelates neighbouring seeds
                    long own = new SplittableRandom(seed ^ 0xface5L).nextLong() + person;
                    Face face = Face.of(new SplittableRandom(own));
                    return new Object[] {face.draw(random), "p%d-%d".formatted(seed, person)};
                });
    }
}
