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
import java.util.List;
import java.util.Optional;

/** {@code generated-texts}: short labelled texts that are composed of phrases. */
final class GeneratedTextsType implements DataSourceType {

    private static final String REVIEWS = "reviews";
    private static final String CHINESE = "chinese";

    private static final Schema SCHEMA =
            Schema.of(Column.of("text", ColumnType.TEXT), Column.of("label", ColumnType.TEXT));

    private static final Setting<String> KIND =
            Setting.choice(
                            "kind",
                            "reviews, positive or negative, with negations; or headlines of four"
                                    + " topics.",
                            List.of(REVIEWS, "headlines"))
                    .orElse(REVIEWS);
    private static final Setting<String> LANGUAGE =
            Setting.choice("language", "The language of reviews.", List.of("english", CHINESE))
                    .orElse("english");

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "generated-texts",
                "Reviews or headlines put together in code, with columns text and label; needs no"
                        + " files.",
                Generated.SAMPLES,
                Generated.SEED,
                KIND,
                LANGUAGE);
    }

    @Override
    public Optional<Schema> schema(Settings settings) {
        return Optional.of(SCHEMA);
    }

    @Override
    public DataSource open(Settings settings) {
        Generated.Maker maker;
        if (!settings.get(KIND).equals(REVIEWS)) {
            maker = Headlines::make;
        } else {
            Reviews reviews =
                    settings.get(LANGUAGE).equals(CHINESE) ? Reviews.CHINESE : Reviews.ENGLISH;
            maker = reviews::make;
        }
        return new Generated(descriptor().name(), SCHEMA, settings, maker);
    }
}
