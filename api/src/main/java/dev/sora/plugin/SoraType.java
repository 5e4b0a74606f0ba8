// SPDX-License-Identifier: Apache-2.0
package dev.sora.plugin;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * One thing that a plugin offers and a manifest can name by {@code type:}.
 *
 * <p>Plugins implement one of the interfaces that extend this one. A type is created once, when its
 * plugin starts, and is shared by all pipelines and threads: it keeps no state. Neither {@link
 * #descriptor()} nor any method that is called while planning may load native code, read data or
 * touch the network.
 *
 * @since 1.0
 */
@ConsumerType
public interface SoraType {

    /** Returns what kind of thing this is; fixed by the interfaces that extend this one. */
    Kind kind();

    /** Returns the same descriptor every time; never {@code null}. */
    TypeDescriptor descriptor();
}
