// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.core.plan.Plan;
import dev.sora.launcher.show.Style;
import dev.sora.launcher.show.Words;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks a manifest. */
@Command(
        name = "validate",
        header = "Check a manifest before data is read.",
        description = {
            "",
            "Names, settings, columns and the shapes of all tensors are checked. Every problem"
                    + " is shown with its line and with what would fit. Only the heads of files"
                    + " are read; what only the whole data can show is listed.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  sora validate examples/digits/digits.yaml",
            "  sora validate net.yaml --set training.epochs=1 --json"
        })
public final class ValidateVerb implements Verb {

    @Mixin private Common common;
    @Mixin private JsonOption json;
    @Mixin private ManifestArguments manifest;

    @Override
    public int run(Session session) {
        Plan plan = manifest.plan(session);
        RunPlaces.check(plan);
        OptionalLong parameters = Plans.parameters(plan);
        if (json.asked()) {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("valid", true);
            tree.put("name", plan.name());
            tree.put("seed", plan.seed());
            parameters.ifPresent(number -> tree.put("parameters", number));
            tree.put("nodes", Plans.nodes(plan));
            tree.put("unchecked", plan.unchecked());
            session.json(tree);
            return 0;
        }
        session.print(
                Style.GOOD.on("valid", session.output().colour())
                        + "  %s: %s%s"
                                .formatted(
                                        plan.name(),
                                        Words.count(plan.nodes().size(), "node"),
                                        parameters.isPresent()
                                                ? ", "
                                                        + Words.count(
                                                                parameters.getAsLong(), "parameter")
                                                : ""));
        plan.unchecked().forEach(what -> session.print("  not checked  " + what));
        return 0;
    }
}
