// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard;

import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import dev.sora.standard.combiner.Combiners;
import dev.sora.standard.input.Inputs;
import dev.sora.standard.metric.LabelMetrics;
import dev.sora.standard.metric.Metrics;
import dev.sora.standard.optimiser.Optimisers;
import dev.sora.standard.order.Orders;
import dev.sora.standard.output.Outputs;
import dev.sora.standard.particle.Particles;
import dev.sora.standard.procedure.Procedures;
import dev.sora.standard.schedule.Schedules;
import java.util.List;
import java.util.stream.Stream;

/**
 * Offers dense and normalisation particles, combiners, optimisers, schedules, orders, outputs and
 * metrics.
 */
public final class StandardPlugin implements SoraPlugin {

    @Override
    public String name() {
        return "standard";
    }

    @Override
    public List<SoraType> types() {
        return Stream.of(
                        Inputs.types(),
                        Particles.types(),
                        Combiners.types(),
                        Optimisers.types(),
                        Schedules.types(),
                        Orders.types(),
                        Procedures.types(),
                        Outputs.types(),
                        Metrics.types(),
                        LabelMetrics.types())
                .flatMap(List::stream)
                .toList();
    }
}
