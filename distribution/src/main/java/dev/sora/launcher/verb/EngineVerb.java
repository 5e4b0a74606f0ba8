// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The verb {@code engine}; without a verb of its own, it lists the engines. */
@Command(
        name = "engine",
        header = "List engines, and install and remove their native libraries.",
        description = {
            "",
            "Most engines come with their native libraries. Those of an engine for GPUs have"
                    + " gigabytes, and are installed once for a user, below SORA_HOME.",
            ""
        },
        synopsisSubcommandLabel = "(list | install | test | remove)",
        commandListHeading = "%nVerbs:%n",
        footer = {
            "",
            "Examples:",
            "  sora engine list",
            "  sora engine install gpu --from libtorch.zip",
            "  sora engine remove gpu"
        },
        subcommands = {
            EngineListVerb.class,
            EngineInstallVerb.class,
            EngineTestVerb.class,
            EngineRemoveVerb.class
        })
public final class EngineVerb implements Verb {

    @Mixin private Common common;

    @Override
    public int run(Session session) {
        return new EngineListVerb().run(session);
    }
}
