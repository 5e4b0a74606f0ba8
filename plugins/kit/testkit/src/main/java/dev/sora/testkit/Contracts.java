// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit;

import dev.sora.combiner.CombinerType;
import dev.sora.index.IndexType;
import dev.sora.metric.MetricType;
import dev.sora.optimiser.OptimiserType;
import dev.sora.optimiser.ScheduleType;
import dev.sora.order.OrderType;
import dev.sora.particle.InputType;
import dev.sora.particle.OutputType;
import dev.sora.particle.ParticleType;
import dev.sora.plugin.SoraPlugin;
import dev.sora.procedure.ProcedureType;
import dev.sora.search.StrategyType;
import dev.sora.source.DataSourceType;
import dev.sora.source.DerivationType;

/**
 * The contracts: one for each kind of type, and one for the plugin.
 *
 * <p>There is no contract for engines: a JVM loads one native runtime, so an engine cannot be
 * tested beside the one that the contracts use.
 */
public final class Contracts {

    private Contracts() {}

    /** Returns the contract of particles. */
    public static ParticleContract particle(ParticleType type) {
        return new ParticleContract(type);
    }

    /** Returns the contract of combiners. */
    public static CombinerContract combiner(CombinerType type) {
        return new CombinerContract(type);
    }

    /** Returns the contract of input particles. */
    public static InputContract input(InputType type) {
        return new InputContract(type);
    }

    /** Returns the contract of output particles. */
    public static OutputContract output(OutputType type) {
        return new OutputContract(type);
    }

    /** Returns the contract of optimisers. */
    public static OptimiserContract optimiser(OptimiserType type) {
        return new OptimiserContract(type);
    }

    /** Returns the contract of learning-rate schedules. */
    public static ScheduleContract schedule(ScheduleType type) {
        return new ScheduleContract(type);
    }

    /** Returns the contract of orders of minibatches. */
    public static OrderContract order(OrderType type) {
        return new OrderContract(type);
    }

    /** Returns the contract of training procedures. */
    public static ProcedureContract procedure(ProcedureType type) {
        return new ProcedureContract(type);
    }

    /** Returns the contract of search strategies. */
    public static StrategyContract strategy(StrategyType type) {
        return new StrategyContract(type);
    }

    /** Returns the contract of indexes. */
    public static IndexContract index(IndexType type) {
        return new IndexContract(type);
    }

    /** Returns the contract of data sources. */
    public static SourceContract source(DataSourceType type) {
        return new SourceContract(type);
    }

    /** Returns the contract of derivations. */
    public static DerivationContract derivation(DerivationType type) {
        return new DerivationContract(type);
    }

    /** Returns the contract of metrics. */
    public static MetricContract metric(MetricType<?> type) {
        return new MetricContract(type);
    }

    /** Returns the contract of a plugin as a whole: its description, its jar and its unloading. */
    public static PluginContract plugin(SoraPlugin plugin) {
        return new PluginContract(plugin);
    }
}
