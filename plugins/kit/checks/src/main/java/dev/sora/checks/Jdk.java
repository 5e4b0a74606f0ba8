// SPDX-License-Identifier: Apache-2.0
package dev.sora.checks;

import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleFinder;
import java.util.Set;
import java.util.stream.Collectors;

/** The packages of the JDK, which every class may use. */
final class Jdk {

    private static final Set<String> EXPORTED =
            ModuleFinder.ofSystem().findAll().stream()
                    .flatMap(module -> module.descriptor().exports().stream())
                    .filter(exports -> !exports.isQualified())
                    .map(Exports::source)
                    .collect(Collectors.toUnmodifiableSet());

    private Jdk() {}

    static boolean exports(String name) {
        return name.startsWith("java.") || EXPORTED.contains(name);
    }
}
