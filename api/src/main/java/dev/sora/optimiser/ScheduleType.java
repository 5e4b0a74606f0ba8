// SPDX-License-Identifier: Apache-2.0
package dev.sora.optimiser;

import dev.sora.plugin.Kind;
import dev.sora.plugin.SoraType;
import dev.sora.setting.Settings;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Creates learning-rate schedules of one kind.
 *
 * @since 1.0
 */
@ConsumerType
public interface ScheduleType extends SoraType {

    /** The kind of all types of this interface. */
    Kind KIND = Kind.of("schedule", ScheduleType.class);

    @Override
    default Kind kind() {
        return KIND;
    }

    /** Creates one schedule. */
    Schedule create(Settings settings);
}
