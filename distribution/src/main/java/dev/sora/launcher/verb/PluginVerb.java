// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The verb {@code plugin}; without a verb of its own, it lists the plugins. */
@Command(
        name = "plugin",
        header = "List, describe, check, install, update and remove plugins.",
        description = {
            "",
            "Plugins come with Sora, are installed for a user below SORA_HOME, or lie as jars in"
                    + " SORA_HOME/plugins.",
            ""
        },
        synopsisSubcommandLabel =
                "(list | info | search | check | install | update | remove | index)",
        commandListHeading = "%nVerbs:%n",
        footer = {
            "",
            "Examples:",
            "  sora plugin list",
            "  sora plugin info vision/conv2d",
            "  sora plugin install my-plugin.jar"
        },
        subcommands = {
            PluginListVerb.class,
            PluginInfoVerb.class,
            PluginSearchVerb.class,
            PluginCheckVerb.class,
            PluginInstallVerb.class,
            PluginUpdateVerb.class,
            PluginRemoveVerb.class,
            PluginIndexVerb.class
        })
public final class PluginVerb implements Verb {

    @Mixin private Common common;

    @Override
    public int run(Session session) {
        return new PluginListVerb().run(session);
    }
}
