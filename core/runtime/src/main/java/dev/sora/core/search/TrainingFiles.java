// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.search;

import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.ResolvedType;
import dev.sora.core.plan.SourcePlan;
import dev.sora.setting.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the files and folders that the settings of a training name. */
public final class TrainingFiles {

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

    /**
     * Returns the files and folders of the test data; none if it is a part of the training data.
     */
    public static List<Path> ofTest(Plan plan) {
        List<Path> files = new ArrayList<>();
        plan.data().test().ifPresent(source -> add(source.planned().settings(), files));
        return files;
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
