// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.metric.MetricType;
import dev.sora.metric.RankingOutcome;
import dev.sora.particle.InputType;
import dev.sora.particle.OutputType;
import dev.sora.particle.ParticleType;
import dev.sora.plugin.SoraType;
import dev.sora.setting.Setting;
import dev.sora.source.DataSourceType;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class TestRecommenderPlugin {

    private final List<SoraType> types = new RecommenderPlugin().types();

    @Test
    void isFoundByItsServiceFile() {
        assertThat(ServiceLoader.load(dev.sora.plugin.SoraPlugin.class))
                .hasAtLeastOneElementOfType(RecommenderPlugin.class);
    }

    @Test
    void offersWhatItSays() {
        var names =
                types.stream()
                        .collect(
                                Collectors.groupingBy(
                                        SoraType::kind,
                                        Collectors.mapping(
                                                t -> t.descriptor().name(), Collectors.toList())));

        assertThat(names.get(InputType.KIND)).containsExactly("user", "item", "history");
        assertThat(names.get(ParticleType.KIND))
                .containsExactly(
                        "mf",
                        "gmf",
                        "ncf-mlp",
                        "factorisation-machine",
                        "field-embedding",
                        "cross",
                        "deepfm",
                        "wide-deep");
        assertThat(names.get(OutputType.KIND)).containsExactly("rating", "click", "implicit");
        assertThat(names.get(MetricType.KIND))
                .containsExactlyInAnyOrder(
                        "hit",
                        "ndcg",
                        "mrr",
                        "map",
                        "recall",
                        "precision",
                        "auc",
                        "coverage",
                        "gini");
        assertThat(names.get(DataSourceType.KIND)).containsExactly("generated-ratings");
    }

    @Test
    void describesEveryTypeAndSetting() {
        for (SoraType type : types) {
            String name = type.descriptor().name();
            assertThat(type.descriptor().summary()).as(name).endsWith(".").hasSizeGreaterThan(14);
            for (Setting<?> setting : type.descriptor().settings()) {
                assertThat(setting.description()).as(name + "." + setting).endsWith(".");
            }
        }
    }

    @Test
    void measuresRankingsWithItsOwnMetrics() {
        OutputType implicit = Offers.type(OutputType.class, "implicit");

        assertThat(implicit.outcome()).isEqualTo(RankingOutcome.class);
        for (String metric : implicit.defaultMetrics()) {
            String name = metric.substring(0, metric.indexOf('@'));
            assertThat(types).anyMatch(type -> type.descriptor().name().equals(name));
        }
    }
}
