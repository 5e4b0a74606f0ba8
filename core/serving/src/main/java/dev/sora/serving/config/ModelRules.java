// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.config;

import dev.sora.problem.Problem;
import dev.sora.serving.config.ServingConfig.ModelConfig;
import java.util.List;
import java.util.Map;

/** Checks the rules by which a version of a model is chosen. */
final class ModelRules {

    private ModelRules() {}

    static void check(ModelConfig model, List<Problem> problems) {
        model.preferred().ifPresent(version -> known(model, "default", version, problems));
        model.shadow().ifPresent(version -> known(model, "shadow", version, problems));
        model.aliases()
                .forEach(
                        (alias, version) -> {
                            Names.check(alias, "version", problems);
                            known(model, "aliases." + alias, version, problems);
                            if (model.versions().containsKey(alias)) {
                                problems.add(
                                        wrong(model, "aliases." + alias, "is a version")
                                                .needs("a name that is not a version"));
                            }
                        });
        model.routes().forEach((version, share) -> route(model, version, share, problems));
        if (!model.routes().isEmpty() && sum(model.routes()) <= 0) {
            problems.add(wrong(model, "routes", "leads nowhere").needs("a share greater than 0"));
        }
    }

    private static void route(
            ModelConfig model, String version, double share, List<Problem> problems) {
        known(model, "routes." + version, version, problems);
        if (!(share >= 0 && share <= 1e9)) {
            problems.add(
                    wrong(model, "routes." + version, "is not a share")
                            .needs("a number from 0, such as 90")
                            .have(String.valueOf(share)));
        }
    }

    private static double sum(Map<String, Double> shares) {
        return shares.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private static void known(
            ModelConfig model, String key, String version, List<Problem> problems) {
        // the versions of a repository change while the server runs
        if (!model.versions().isEmpty() && !model.versions().containsKey(version)) {
            problems.add(
                    wrong(model, key, "names no version")
                            .needs(String.join(", ", model.versions().keySet()))
                            .have(version));
        }
    }

    private static Problem wrong(ModelConfig model, String key, String what) {
        return Problem.of("SORA-6001", "'models.%s.%s' %s".formatted(model.name(), key, what));
    }
}
