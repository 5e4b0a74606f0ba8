// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Asked without a verb of its own, lists the plugins. */
@Command(
        name = "plugin",
        header = "List, describe and check plugins.",
        description = {
            "",
            "Plugins are jars in the folder plugins of Sora's own folder and of SORA_HOME.",
            ""
        },
        synopsisSubcommandLabel = "(list | info | check)",
        commandListHeading = "%nVerbs:%n",
        footer = {
            "",
            "Examples:",
            "  sora plugin list",
            "  sora plugin info vision/conv2d",
            "  sora plugin check my-plugin.jar"
        },
        subcommands = {PluginListVerb.class, PluginInfoVerb.class, PluginCheckVerb.class})
public final class PluginVerb implements Verb {

    @Mixin private Common common;

    @Override
    public int run(Session session) {
        return new PluginListVerb().run(session);
    }
}
