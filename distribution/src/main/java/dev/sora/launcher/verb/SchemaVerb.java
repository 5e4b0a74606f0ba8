// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints the JSON Schema of manifests. */
@Command(
        name = "schema",
        header = "Print the JSON Schema of manifests.",
        description = {
            "",
            "The schema holds the types and settings of the installed plugins. An editor that knows"
                    + " it completes and checks manifests while they are written.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  sora schema > sora.schema.json",
            "and in the first line of a manifest:",
            "  # yaml-language-server: $schema=sora.schema.json"
        })
public final class SchemaVerb implements Verb {

    @Mixin private Common common;

    @Override
    public int run(Session session) {
        session.warn(session.backend().host());
        session.print(session.backend().sora().schema().stripTrailing());
        return 0;
    }
}
