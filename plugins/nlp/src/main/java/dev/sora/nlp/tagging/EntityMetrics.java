// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.tagging;

import dev.sora.metric.Metric;
import dev.sora.metric.MetricType;
import dev.sora.plugin.SoraType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Settings;
import java.util.List;

/** The metric types of tags. */
final class EntityMetrics {

    private EntityMetrics() {}

    static List<SoraType> types() {
        return List.of(
                new Offer(
                        "entity_f1",
                        "Harmonic mean of entity_precision and entity_recall, as conlleval computes"
                                + " it.",
                        EntityCounts.Value.F1),
                new Offer(
                        "entity_precision",
                        "Share of the predicted entities whose kind, first and last token are"
                                + " right.",
                        EntityCounts.Value.PRECISION),
                new Offer(
                        "entity_recall",
                        "Share of the entities that are predicted with the right kind, first and"
                                + " last token.",
                        EntityCounts.Value.RECALL),
                new Offer(
                        "tag_accuracy",
                        "Share of the tokens with the right tag.",
                        EntityCounts.Value.ACCURACY));
    }

    private record Offer(String name, String summary, EntityCounts.Value value)
            implements MetricType<TagOutcome> {

        @Override
        public TypeDescriptor descriptor() {
            return TypeDescriptor.of(name, summary);
        }

        @Override
        public boolean higherIsBetter() {
            return true;
        }

        @Override
        public Class<TagOutcome> outcome() {
            return TagOutcome.class;
        }

        @Override
        public Metric<TagOutcome> create(Settings settings) {
            return new EntityCounts(value);
        }
    }
}
