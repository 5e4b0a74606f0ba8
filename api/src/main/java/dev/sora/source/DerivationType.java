// SPDX-License-Identifier: Apache-2.0
package dev.sora.source;

import dev.sora.plugin.Kind;
import dev.sora.plugin.SoraType;
import dev.sora.setting.Settings;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Creates derivations of one kind. A manifest names one in {@code data.derive}.
 *
 * <p>A setting made by {@link dev.sora.setting.Setting#column} names a column of the rows; core
 * checks it against the source.
 *
 * <p><b>Experimental:</b> it may change with a minor version, as {@link Derivation}.
 *
 * @since 1.5
 */
@ConsumerType
public interface DerivationType extends SoraType {

    /** The kind of all types of this interface. */
    Kind KIND = Kind.of("derivation", DerivationType.class);

    @Override
    default Kind kind() {
        return KIND;
    }

    /** Creates one derivation. Reads no data. */
    Derivation create(Settings settings);
}
