// SPDX-License-Identifier: Apache-2.0
package dev.sora.procedure;

import dev.sora.plugin.Kind;
import dev.sora.plugin.SoraType;
import dev.sora.setting.Settings;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Creates training procedures of one kind.
 *
 * @since 1.0
 */
@ConsumerType
public interface ProcedureType extends SoraType {

    /** The kind of all types of this interface. */
    Kind KIND = Kind.of("procedure", ProcedureType.class);

    @Override
    default Kind kind() {
        return KIND;
    }

    /** Creates one procedure. */
    Procedure create(Settings settings);
}
