// SPDX-License-Identifier: Apache-2.0
package dev.sora.samples;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.Schema;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * {@code generated-people}: table rows with numbers, categories and missing values, and whether a
 * person has a high income, which depends on combinations of the columns.
 */
final class GeneratedPeopleType implements DataSourceType {

    private static final Schema SCHEMA =
            Schema.of(
                    Column.of("age", ColumnType.INTEGER),
                    Column.of("hours", ColumnType.NUMBER),
                    Column.of("gain", ColumnType.NUMBER),
                    Column.of("education", ColumnType.TEXT),
                    Column.of("occupation", ColumnType.TEXT),
                    Column.of("income", ColumnType.TEXT));

    private static final String[] EDUCATION = {"school", "college", "bachelor", "master"};
    private static final String[] OCCUPATION = {
        "clerk", "craft", "engineer", "farmer", "manager", "nurse", "sales", "teacher"
    };
    private static final double[] PAY = {-0.6, -0.2, 0.9, -0.9, 1.2, 0.1, 0.0, 0.2};

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "generated-people",
                "People with age, hours, gain, education, occupation and income (high or low), made"
                        + " in code; some values are missing; needs no files.",
                Generated.SAMPLES,
                Generated.SEED);
    }

    @Override
    public Optional<Schema> schema(Settings settings) {
        return Optional.of(SCHEMA);
    }

    @Override
    public DataSource open(Settings settings) {
        return new Generated(descriptor().name(), SCHEMA, settings, GeneratedPeopleType::person);
    }

    private static Object[] person(RandomGenerator random) {
        long age = 18 + random.nextInt(50);
        double hours = Math.round(Math.max(5, 40 + 9 * random.nextGaussian()));
        double gain =
                random.nextDouble() < 0.1 ? Math.round(Math.exp(8 + random.nextGaussian())) : 0;
        int education = random.nextInt(EDUCATION.length);
        int occupation = random.nextInt(OCCUPATION.length);
        double experience = 1 - Math.pow((age - 46) / 24.0, 2);
        double score =
                1.4 * experience
                        + 0.06 * (hours - 40) * (occupation % 2 == 0 ? 1 : 0.3)
                        + 0.8 * (education - 1.5)
                        + 1.5 * PAY[occupation]
                        + (gain > 3000 ? 2.5 : 0)
                        - 0.9;
        boolean high = score + 0.5 * random.nextGaussian() > 0;
        return new Object[] {
            age,
            random.nextDouble() < 0.03 ? null : (Object) hours,
            gain,
            EDUCATION[education],
            random.nextDouble() < 0.05 ? null : OCCUPATION[occupation],
            high ? "high" : "low"
        };
    }
}
