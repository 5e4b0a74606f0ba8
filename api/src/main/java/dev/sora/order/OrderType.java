// SPDX-License-Identifier: Apache-2.0
package dev.sora.order;

import dev.sora.plugin.Kind;
import dev.sora.plugin.SoraType;
import dev.sora.setting.Settings;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Creates orders of one kind.
 *
 * @since 1.0
 */
@ConsumerType
public interface OrderType extends SoraType {

    /** The kind of all types of this interface. */
    Kind KIND = Kind.of("order", OrderType.class);

    @Override
    default Kind kind() {
        return KIND;
    }

    /** Creates one order. */
    Order create(Settings settings);

    /**
     * Returns whether the orders read {@link TrainingRecords#classes()}. A manifest then may name
     * the output whose classes these are ({@code output}), and core refuses a pipeline without such
     * an output before it reads data.
     */
    default boolean readsClasses() {
        return false;
    }
}
