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

/** {@code generated-papers}: papers of four topics, or the citations between them. */
final class GeneratedPapersType implements DataSourceType {

    private static final String PAPERS = "papers";

    private static final Schema NODES =
            Schema.of(
                    Column.of("paper", ColumnType.TEXT),
                    Column.of("words", ColumnType.VECTOR),
                    Column.of("topic", ColumnType.TEXT));
    private static final Schema EDGES =
            Schema.of(Column.of("cited", ColumnType.TEXT), Column.of("citing", ColumnType.TEXT));

    private static final Setting<String> KIND =
            Setting.choice(
                            "kind",
                            "papers, with their words and topic; or citations, of which most join"
                                    + " papers of one topic.",
                            List.of(PAPERS, "citations"))
                    .orElse(PAPERS);
    private static final Setting<Long> COUNT =
            Setting.integer("papers", "With citations: the number of papers that they join.")
                    .atLeast(2)
                    .orElse(1_000L);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "generated-papers",
                "A citation graph made in code, a stochastic block model: papers with columns"
                        + " paper, words and topic, or citations with cited and citing; needs no"
                        + " files.",
                Generated.SAMPLES,
                Generated.SEED,
                KIND,
                COUNT);
    }

    @Override
    public Optional<Schema> schema(Settings settings) {
        return Optional.of(settings.get(KIND).equals(PAPERS) ? NODES : EDGES);
    }

    @Override
    public DataSource open(Settings settings) {
        boolean nodes = settings.get(KIND).equals(PAPERS);
        Papers papers = new Papers(settings.get(Generated.SEED));
        return new Generated(
                descriptor().name(),
                nodes ? NODES : EDGES,
                settings,
                nodes ? papers.nodes() : papers.edges(settings.get(COUNT)));
    }
}
