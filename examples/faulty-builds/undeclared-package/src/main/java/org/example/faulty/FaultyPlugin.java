// SPDX-License-Identifier: Apache-2.0
package org.example.faulty;

import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import java.util.List;
import org.apache.commons.compress.archivers.ArchiveEntry;

/** A plugin whose build is wrong. */
public final class FaultyPlugin implements SoraPlugin {

    /** Does nothing. */
    public FaultyPlugin() {}

    /** Uses a library that is a transitive dependency on the class path, and in no bundle. */
    static String nameOf(ArchiveEntry entry) {
        return entry.getName();
    }

    @Override
    public String name() {
        return "faulty";
    }

    @Override
    public List<SoraType> types() {
        return List.of();
    }
}
