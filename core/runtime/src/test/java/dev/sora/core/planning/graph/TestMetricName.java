// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.host.Catalogue;
import dev.sora.core.host.KnownTypes;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.metric.Metric;
import dev.sora.metric.MetricType;
import dev.sora.metric.NumberOutcome;
import dev.sora.plugin.SoraType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What stands after {@code @} in the name of a metric. */
final class TestMetricName {

    private record Typed(String name, List<Setting<?>> settings)
            implements MetricType<NumberOutcome> {

        @Override
        public TypeDescriptor descriptor() {
            return TypeDescriptor.of(name, "A metric.", settings.toArray(new Setting<?>[0]));
        }

        @Override
        public Class<NumberOutcome> outcome() {
            return NumberOutcome.class;
        }

        @Override
        public boolean higherIsBetter() {
            return true;
        }

        @Override
        public Metric<NumberOutcome> create(Settings given) {
            throw new UnsupportedOperationException("it is only named");
        }
    }

    private static final Catalogue CATALOGUE =
            new Catalogue(
                    List.of(
                            offered(
                                    new Typed("hit", List.of(Setting.integer("k", "Ranks."))),
                                    new Typed("map", List.of(Setting.string("at", "Overlaps."))),
                                    new Typed("tar", List.of(Setting.number("far", "A rate."))),
                                    new Typed(
                                            "recall",
                                            List.of(Setting.number("at", "A threshold."))),
                                    new Typed("mean", List.of()))),
                    KnownTypes.none());

    private static OfferedPlugin offered(SoraType... types) {
        return new OfferedPlugin(
                "some", "1.0.0", "some.jar", TestMetricName.class.getClassLoader(), List.of(types));
    }

    private static MetricName name(String text) {
        return MetricName.of(text, CATALOGUE);
    }

    @Test
    void isAnIntegerOrWhatTheSettingTakes() {
        assertThat(name("hit@10")).isEqualTo(new MetricName("hit", Map.of("k", 10L)));
        assertThat(name("map@0.5")).isEqualTo(new MetricName("map", Map.of("at", "0.5")));
        assertThat(name("map@0.5:0.95")).isEqualTo(new MetricName("map", Map.of("at", "0.5:0.95")));
        assertThat(name("recall@0.5")).isEqualTo(new MetricName("recall", Map.of("at", 0.5)));
        assertThat(name("some/map@0.5")).isEqualTo(new MetricName("some/map", Map.of("at", "0.5")));
    }

    @Test
    void mayNameTheSetting() {
        assertThat(name("tar@far=0.01")).isEqualTo(new MetricName("tar", Map.of("far", 0.01)));
        assertThat(name("tar@fr=0.01")).isEqualTo(new MetricName("tar", Map.of("fr", 0.01)));
    }

    /** A metric without such a setting keeps what follows as versions of its plugin. */
    @Test
    void isAVersionOtherwise() {
        assertThat(name("mean")).isEqualTo(new MetricName("mean", Map.of()));
        assertThat(name("mean@0.5")).isEqualTo(new MetricName("mean@0.5", Map.of()));
        assertThat(name("map@[1.2,2)")).isEqualTo(new MetricName("map@[1.2,2)", Map.of()));
        assertThat(name("mean@5")).isEqualTo(new MetricName("mean", Map.of("k", 5L)));
    }
}
