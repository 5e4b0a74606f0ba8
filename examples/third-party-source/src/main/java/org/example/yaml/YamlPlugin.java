// SPDX-License-Identifier: Apache-2.0
package org.example.yaml;

import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import java.util.List;

/** Offers a data source for YAML. */
public final class YamlPlugin implements SoraPlugin {

    /** Does nothing: Sora creates the plugin whenever it lists the installed plugins. */
    public YamlPlugin() {}

    @Override
    public String name() {
        return "yaml";
    }

    @Override
    public List<SoraType> types() {
        return List.of(new YamlRecordsType());
    }
}
