// SPDX-License-Identifier: Apache-2.0
package dev.sora.metric;

import dev.sora.plugin.Kind;
import dev.sora.plugin.SoraType;
import dev.sora.setting.Settings;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Creates metrics of one kind.
 *
 * @param <O> the form of predictions and targets that the metrics take
 * @since 1.0
 */
@ConsumerType
public interface MetricType<O extends Outcome> extends SoraType {

    /** The kind of all types of this interface. */
    Kind KIND = Kind.of("metric", MetricType.class);

    @Override
    default Kind kind() {
        return KIND;
    }

    /** Returns the form of predictions and targets that the metrics take. */
    Class<O> outcome();

    /** Returns whether a higher value is better. */
    boolean higherIsBetter();

    /**
     * Returns whether the result has one value that can be compared between epochs. Early stopping
     * cannot monitor a metric without one, such as a table.
     */
    default boolean hasValue() {
        return true;
    }

    /** Creates a metric without any records. */
    Metric<O> create(Settings settings);
}
