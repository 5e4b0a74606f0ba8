// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.source;

import dev.sora.plugin.SoraType;
import java.util.List;

/** The data source types of this plugin that read files. */
public final class Sources {

    private Sources() {}

    /** Returns the types. */
    public static List<SoraType> types() {
        return List.of(new IdxType(), new ImageFolderType(), new DicomType());
    }
}
