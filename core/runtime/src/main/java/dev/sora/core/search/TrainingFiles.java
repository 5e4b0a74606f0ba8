// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.search;

import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.ResolvedType;
import dev.sora.core.plan.SourcePlan;
import dev.sora.setting.Settings;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the files that the settings of a training name. */
final class TrainingFiles {

    private TrainingFiles() {}

    /** Adds the files and folders of the training and validation data, tables and inputs. */
    static void of(Plan plan, Collection<Path> files) {
        Stream.concat(
                        Stream.of(plan.data().train(), plan.data().validation())
                                .flatMap(Optional::stream),
                        plan.data().tables().values().stream())
                .map(SourcePlan::planned)
                .map(ResolvedType::settings)
                .forEach(settings -> add(settings, files));
        plan.nodes(Node.Input.class).forEach(input -> add(input.planned().settings(), files));
    }

    private static void add(Object value, Collection<Path> files) {
        if (value instanceof Path path) {
            files.add(path);
        } else if (value instanceof Settings settings) {
            settings.asMap().values().forEach(inner -> add(inner, files));
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(inner -> add(inner, files));
        } else if (value instanceof Collection<?> list) {
            list.forEach(inner -> add(inner, files));
        }
    }
}
