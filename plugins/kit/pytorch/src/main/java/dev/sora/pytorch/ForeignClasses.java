// SPDX-License-Identifier: Apache-2.0
package dev.sora.pytorch;

import dev.sora.problem.EngineException;
import dev.sora.problem.Problem;
import java.security.CodeSource;

/**
 * Refuses classes of DJL's PyTorch engine that do not come from this plugin. The plugin packs that
 * engine with a class of its own, without which gradients could be wrong.
 */
final class ForeignClasses {

    private ForeignClasses() {}

    /**
     * Checks that a class comes from the same jar as another one.
     *
     * @throws EngineException if it comes from another jar or class loader
     */
    static void refuse(Class<?> found, Class<?> own) {
        if (found.getClassLoader() != own.getClassLoader() || !origin(found).equals(origin(own))) {
            throw new EngineException(
                    Problem.of("SORA-5107", "another copy of DJL's PyTorch engine is active")
                            .where(origin(found))
                            .needs("the classes in " + origin(own))
                            .have(found.getName() + " of " + found.getClassLoader())
                            .fix(
                                    "start Sora's engine before other code of the application uses"
                                            + " DJL, or use DJL with PyTorch in another JVM"));
        }
    }

    private static String origin(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source == null || source.getLocation() == null
                ? "an unknown place"
                : source.getLocation().toString();
    }
}
