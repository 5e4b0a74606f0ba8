// SPDX-License-Identifier: Apache-2.0
package dev.sora.metric;

import dev.sora.plugin.Kind;
import dev.sora.plugin.SoraType;
import dev.sora.setting.Settings;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Creates metrics of one kind.
 *
 * @param <O> the form of predictions and targets that they measure
 * @since 1.0
 */
@ConsumerType
public interface MetricType<O extends Outcome> extends SoraType {

    /** What all types of this interface are. */
    Kind KIND = Kind.of("metric", MetricType.class);

    @Override
    default Kind kind() {
        return KIND;
    }

    /** Returns the form of predictions and targets that it measures. */
    Class<O> outcome();

    /** Returns whether a higher value is a better one. */
    boolean higherIsBetter();

    /**
     * Returns whether its result has one value that can be compared between epochs; if not, as of a
     * table, early stopping cannot watch it.
     */
    default boolean hasValue() {
        return true;
    }

    /** Creates a metric that has seen nothing. */
    Metric<O> create(Settings settings);
}
