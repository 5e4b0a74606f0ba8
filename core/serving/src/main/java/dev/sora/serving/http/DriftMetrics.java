// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.http;

import dev.sora.serving.drift.DriftWatch;
import dev.sora.serving.models.ModelState;
import dev.sora.serving.models.Models;
import dev.sora.serving.models.ServedVersion;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;

/** The metrics of drift. Labels are names of models, columns and outputs: no client adds series. */
final class DriftMetrics {

    private final MultiGauge records;
    private final MultiGauge indices;

    DriftMetrics(MeterRegistry registry) {
        this.records =
                MultiGauge.builder("sora_drift_records")
                        .description("Answered records that are compared with the training.")
                        .register(registry);
        this.indices =
                MultiGauge.builder("sora_drift_psi")
                        .description("The population stability index of a column or answer.")
                        .register(registry);
    }

    /** Computes the metrics of all versions that are served. */
    void update(Models models) {
        List<MultiGauge.Row<?>> counts = new ArrayList<>();
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        for (ModelState state : models.all()) {
            for (ServedVersion version : state.versions().values()) {
                version.drift()
                        .filter(DriftWatch::isKnown)
                        .ifPresent(
                                watch -> {
                                    Tags tags =
                                            Tags.of(
                                                    "model",
                                                    state.name(),
                                                    "version",
                                                    version.version());
                                    counts.add(MultiGauge.Row.of(tags, watch.records()));
                                    watch.indices().forEach(each -> rows.add(row(tags, each)));
                                });
            }
        }
        records.register(counts, true);
        indices.register(rows, true);
    }

    private static MultiGauge.Row<?> row(Tags version, DriftWatch.Index index) {
        return MultiGauge.Row.of(
                version.and("part", index.part(), "name", index.name(), "field", index.field()),
                index.index());
    }
}
