// SPDX-License-Identifier: Apache-2.0
package dev.sora.samples;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.ImageValue;
import dev.sora.data.Schema;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * {@code generated-products}: products with an image, a description and numbers. Each of the three
 * carries one of the three bits that determine the shelf, so none of them is sufficient.
 */
final class GeneratedProductsType implements DataSourceType {

    private static final Schema SCHEMA =
            Schema.of(
                    Column.of("picture", ColumnType.IMAGE),
                    Column.of("description", ColumnType.TEXT),
                    Column.of("price", ColumnType.NUMBER),
                    Column.of("weight", ColumnType.NUMBER),
                    Column.of("shelf", ColumnType.TEXT));

    private static final String[] FOR_CHILDREN = {
        "for little hands", "made for playing", "children love it", "safe from three years"
    };
    private static final String[] FOR_ADULTS = {
        "for the office", "fits every tool box", "made for professionals", "a gift for the boss"
    };
    private static final String[] OPENING = {
        "New this season:", "Back in stock:", "A classic,", "Our favourite,", "Light and strong,"
    };
    private static final String[] CLOSING = {
        "ships tomorrow.", "in three colours.", "made of wood.", "easy to clean.", "with warranty."
    };

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "generated-products",
                "Products with picture, description, price, weight and shelf, made in code; the"
                        + " shelf follows from all of them together; needs no files.",
                Generated.SAMPLES,
                Generated.SEED);
    }

    @Override
    public Optional<Schema> schema(Settings settings) {
        return Optional.of(SCHEMA);
    }

    @Override
    public DataSource open(Settings settings) {
        return new Generated(descriptor().name(), SCHEMA, settings, GeneratedProductsType::product);
    }

    private static Object[] product(RandomGenerator random) {
        boolean round = random.nextBoolean();
        boolean child = random.nextBoolean();
        boolean dear = random.nextBoolean();
        ImageValue picture = Shapes.draw(round, random);
        String description =
                String.join(
                        " ",
                        Generated.one(random, OPENING),
                        Generated.one(random, child ? FOR_CHILDREN : FOR_ADULTS) + ",",
                        Generated.one(random, CLOSING));
        double weight = 0.1 + 4.9 * random.nextDouble();
        // "dear" means a high price for the weight, so neither number is sufficient alone
        double price = weight * (dear ? 30 : 10) * Math.exp(0.25 * random.nextGaussian());
        String shelf =
                "%s %s %s"
                        .formatted(
                                dear ? "premium" : "budget",
                                round ? "round" : "angular",
                                child ? "toy" : "tool");
        return new Object[] {picture, description, round2(price), round2(weight), shelf};
    }

    private static double round2(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
