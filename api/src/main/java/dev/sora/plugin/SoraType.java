// SPDX-License-Identifier: Apache-2.0
package dev.sora.plugin;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A type that a plugin offers and that a manifest names with {@code type:}.
 *
 * <p>Plugins implement one of the interfaces that extend this one. A type is created once, when its
 * plugin starts. All pipelines and threads share it, so it keeps no state. {@link #descriptor()}
 * and every method that is called while planning must not load native code, read data or use the
 * network.
 *
 * @since 1.0
 */
@ConsumerType
public interface SoraType {

    /** Returns the kind of this type; implemented by the interfaces that extend this one. */
    Kind kind();

    /** Returns the same descriptor every time; never {@code null}. */
    TypeDescriptor descriptor();
}
