// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.core.manifest.ManifestWriter;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.RunPlace;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints a manifest with all defaults. */
@Command(
        name = "render",
        header = "Print a manifest with all defaults filled in.",
        description = {
            "",
            "What is printed is a manifest itself: it gives the same pipeline, whatever defaults a"
                    + " later version has.",
            ""
        },
        footer = {"", "Example:", "  sora render net.yaml --set training.epochs=1 > full.yaml"})
public final class RenderVerb implements Verb {

    @Mixin private Common common;
    @Mixin private ManifestArguments manifest;

    @Override
    public int run(Session session) {
        Plan plan = manifest.plan(session);
        // it is no part of the resolved manifest, which goes into packages
        Object run = plan.manifest().tree().get(RunPlace.SECTION);
        String place = run == null ? "" : ManifestWriter.write(Map.of(RunPlace.SECTION, run));
        session.print((session.backend().sora().render(plan) + place).stripTrailing());
        return 0;
    }
}
