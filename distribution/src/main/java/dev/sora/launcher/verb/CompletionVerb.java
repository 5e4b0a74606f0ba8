// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints a script that completes commands in a shell. */
@Command(
        name = "completion",
        header = "Print a script that completes sora's verbs and options in bash and zsh.",
        description = {""},
        footer = {"", "Example, in ~/.bashrc or ~/.zshrc:", "  source <(sora completion)"})
public final class CompletionVerb implements Verb {

    @Mixin private Common common;

    @Spec private CommandSpec spec;

    @Override
    public int run(Session session) {
        CommandLine root = spec.root().commandLine();
        session.print(AutoComplete.bash("sora", root).stripTrailing());
        return 0;
    }
}
